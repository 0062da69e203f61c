package egress

import (
	"fmt"
	"net/netip"
)

// guard decides which addresses may be dialled.
type guard struct {
	allow []netip.Prefix
}

// check returns an error wrapping ErrPrivate unless the address is a public
// unicast one or lies in an allowed prefix.
func (g guard) check(addr netip.Addr) error {
	plain := addr.Unmap().WithZone("")
	for _, p := range g.allow {
		if p.Contains(plain) {
			return nil
		}
	}
	if !public(plain) {
		return fmt.Errorf("%w: %s", ErrPrivate, addr)
	}
	return nil
}

// public reports whether an address is global unicast by the special-purpose
// registries of IANA (RFC 6890 and its updates). Addresses that embed another
// one (NAT64, 6to4, Teredo) are not: what they reach cannot be told here.
func public(addr netip.Addr) bool {
	if addr.Is4() {
		return !within(addr, reserved4())
	}
	return netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20}), 3).Contains(addr) && !within(addr, reserved6())
}

func within(addr netip.Addr, prefixes []netip.Prefix) bool {
	for _, p := range prefixes {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

func reserved4() []netip.Prefix {
	return []netip.Prefix{
		v4(0, 0, 0, 0, 8),       // this network
		v4(10, 0, 0, 0, 8),      // private
		v4(100, 64, 0, 0, 10),   // carrier-grade NAT
		v4(127, 0, 0, 0, 8),     // loopback
		v4(169, 254, 0, 0, 16),  // link-local, cloud metadata
		v4(172, 16, 0, 0, 12),   // private
		v4(192, 0, 0, 0, 24),    // protocol assignments
		v4(192, 0, 2, 0, 24),    // documentation
		v4(192, 31, 196, 0, 24), // AS112
		v4(192, 52, 193, 0, 24), // AMT
		v4(192, 88, 99, 0, 24),  // 6to4 relay
		v4(192, 168, 0, 0, 16),  // private
		v4(192, 175, 48, 0, 24), // AS112
		v4(198, 18, 0, 0, 15),   // benchmarking
		v4(198, 51, 100, 0, 24), // documentation
		v4(203, 0, 113, 0, 24),  // documentation
		v4(224, 0, 0, 0, 4),     // multicast
		v4(240, 0, 0, 0, 4),     // reserved, broadcast
	}
}

// reserved6 lists the exceptions inside 2000::/3; all outside of it is reserved.
func reserved6() []netip.Prefix {
	return []netip.Prefix{
		v6(0x2001, 0, 23),      // protocol assignments: Teredo, ORCHID, benchmarking
		v6(0x2001, 0x0db8, 32), // documentation
		v6(0x2002, 0, 16),      // 6to4
		v6(0x2620, 0x004f, 32), // AS112 lies in 2620:4f:8000::/48
		v6(0x3fff, 0, 20),      // documentation
	}
}

func v4(a, b, c, d byte, bits int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{a, b, c, d}), bits)
}

func v6(a, b uint16, bits int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom16([16]byte{byte(a >> 8), byte(a), byte(b >> 8), byte(b)}), bits)
}
