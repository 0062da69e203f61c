package deliver_test

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"sahelwatch/internal/deliver"
)

// A mail server or chat service that cannot be reached was told in the words of
// a dialer: "dial tcp 127.0.0.1:25: connect: connection refused".
func TestUnreachableReceiversAreToldInPlainWords(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	_, port, _ := net.SplitHostPort(address)
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	d, err := deliver.New(deliver.Options{Transport: http.DefaultTransport, SMTP: deliver.SMTP{Host: "127.0.0.1", Port: n, From: "a@b.example", TLS: "starttls", Insecure: true}})
	if err != nil {
		t.Fatal(err)
	}
	del, msg := message()
	for _, r := range []deliver.Recipient{
		{Name: "mail", Email: []string{"desk@b.example"}},
		{Name: "chat", Chat: "ntfy://" + address + "/dargo-desk?scheme=http"},
	} {
		res := d.Send(context.Background(), r, del, msg)
		wantOutcome(t, res, deliver.Temporary)
		if !strings.Contains(res.Err.Error(), "the site refuses connections") || strings.Contains(res.Err.Error(), "dial") {
			t.Errorf("%s: %v", r.Name, res.Err)
		}
	}
}
