package config

import "sahelwatch/internal/digest"

// checkSchedule refuses a schedule that cron would panic on, fire each second
// or never fire.
func checkSchedule(f *Faults, key, spec, zone string) {
	if _, err := digest.ParseSchedule(spec, zone); err != nil {
		f.add(key, "%s", err)
	}
}
