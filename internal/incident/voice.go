package incident

import (
	"net/url"
	"strings"

	"sahelwatch/internal/conflict"
)

// voice tells speakers apart: a later figure replaces an earlier one only when
// both are of one voice. Named speakers are one voice wherever they are quoted;
// "local sources" of two publishers are two.
func (l *linker) voice(by conflict.Speaker, m *conflict.Member) string {
	if namedSpeaker(by) {
		return "=" + l.kin(by.ID)
	}
	return by.Role + "|" + publisher(m)
}

// namedSpeaker reports whether a speaker has a name of its own.
func namedSpeaker(by conflict.Speaker) bool {
	switch by.ID {
	case "", conflict.Unidentified, conflict.Unknown, by.Role,
		conflict.RoleParty, conflict.RoleOfficial, conflict.RoleSecurity, conflict.RoleLocal,
		conflict.RoleWitness, conflict.RoleMedia, conflict.RoleMonitor, conflict.RoleNGO, conflict.RoleUN:
		return false
	}
	switch by.Role {
	case conflict.RoleSecurity, conflict.RoleLocal, conflict.RoleWitness, conflict.RoleMedia, conflict.RoleUnknown, "":
		return false
	}
	return true
}

// publisher is who answers for an article: its family, else its source, else its host.
func publisher(m *conflict.Member) string {
	switch {
	case m.Family != "":
		return m.Family
	case m.Source != "":
		return m.Source
	}
	if u, err := url.Parse(m.URL); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Host, "www.")
	}
	return m.URL
}

// side is whose word a figure is when changes are told: each party, the
// authorities, each named monitor, and all unnamed sources together.
func (l *linker) side(by conflict.Speaker) string {
	switch by.Role {
	case conflict.RoleParty:
		return "party " + l.kin(by.ID)
	case conflict.RoleOfficial:
		return sideOfficial
	case conflict.RoleUN:
		return by.Role
	case conflict.RoleNGO, conflict.RoleMonitor:
		if namedSpeaker(by) {
			return by.Role + " " + by.ID
		}
	}
	return sideReports
}

const (
	sideOfficial = "official"
	sideReports  = "reports" // media, residents, witnesses, unnamed security sources
)
