package watch

import (
	"net"
	"os"
	"strconv"
	"time"
)

// notifySystemd sends one state to the service manager, where one listens
// (sd_notify(3)). Without it, or when it is gone, nothing happens.
func notifySystemd(state string) {
	name := os.Getenv("NOTIFY_SOCKET")
	if name == "" {
		return
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: name, Net: "unixgram"})
	if err != nil {
		return
	}
	defer conn.Close()
	_, _ = conn.Write([]byte(state))
}

// watchdogEvery gives half of the time that the manager allows between two
// signs of life; 0 when it wants none.
func watchdogEvery(usec string) time.Duration {
	n, err := strconv.ParseInt(usec, 10, 64)
	if err != nil || n <= 0 {
		return 0
	}
	return time.Duration(n) * time.Microsecond / 2
}
