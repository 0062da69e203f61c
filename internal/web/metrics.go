package web

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// collector reads the figures from the store when they are asked for: they
// survive a restart and cannot drift from what is stored.
type collector struct {
	s *server

	stored, free, articles, incidents, changes *prometheus.Desc
	pending, deliveries, sources, success, lag *prometheus.Desc
	failures, polls, coded, streams            *prometheus.Desc
}

// newMetrics gives the handler of /metrics on a registry of its own.
func newMetrics(s *server) http.Handler {
	d := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("sahelwatch_"+name, help, labels, nil)
	}
	c := &collector{
		s: s, stored: d("store_size_bytes", "Size of the store's file."), free: d("store_free_bytes", "Free space inside the store's file."),
		articles: d("articles", "Article pages stored."), incidents: d("incidents", "Incidents listed."), changes: d("changes_total", "Changes in the log."),
		pending: d("articles_pending", "Announced articles still to be read."), deliveries: d("deliveries", "Deliveries that wait, failed or were set aside.", "state"),
		sources: d("sources", "Configured sources by state.", "state"), success: d("source_last_success_timestamp_seconds", "When a source was last read.", "source"),
		lag: d("source_lag_seconds", "How long a source has been due without being read.", "source"), failures: d("source_failures", "Failed polls in a row.", "source"),
		polls: d("polls_total", "Polls since the start.", "outcome"), coded: d("articles_coded_total", "Articles coded since the start."),
		streams: d("event_streams", "Readers of the stream of changes."),
	}
	reg := prometheus.NewRegistry()
	reg.MustRegister(c, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return promhttp.HandlerFor(reg, promhttp.HandlerOpts{})
}

// Describe implements prometheus.Collector.
func (c *collector) Describe(out chan<- *prometheus.Desc) { prometheus.DescribeByCollect(c, out) }

// Collect implements prometheus.Collector.
func (c *collector) Collect(out chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	st, err := c.s.read.Stats()
	if err != nil {
		out <- prometheus.NewInvalidMetric(c.stored, err)
		return
	}
	gauge(c.stored, float64(st.StoreBytes))
	gauge(c.free, float64(st.StoreFree))
	gauge(c.articles, float64(st.Articles))
	gauge(c.incidents, float64(st.Incidents))
	gauge(c.pending, float64(st.Pending))
	gauge(c.streams, float64(c.s.streams.open.Load()))
	out <- prometheus.MustNewConstMetric(c.changes, prometheus.CounterValue, float64(st.Changes))
	if k := c.s.opts.Counts; k != nil {
		n := k()
		out <- prometheus.MustNewConstMetric(c.polls, prometheus.CounterValue, float64(n.Polls), "done")
		out <- prometheus.MustNewConstMetric(c.polls, prometheus.CounterValue, float64(n.FailedPolls), "failed")
		out <- prometheus.MustNewConstMetric(c.coded, prometheus.CounterValue, float64(n.Coded))
	}
	c.collectSources(out, gauge)
	c.collectDeliveries(gauge)
}

func (c *collector) collectSources(out chan<- prometheus.Metric, gauge func(*prometheus.Desc, float64, ...string)) {
	list, err := c.s.read.Sources()
	if err != nil {
		out <- prometheus.NewInvalidMetric(c.sources, err)
		return
	}
	now := c.s.now()
	states := map[string]int{"ok": 0, "failed": 0, "silent": 0, "new": 0, "off": 0}
	for _, src := range list {
		states[sourceState(src, now)]++
		if !src.Enabled {
			continue
		}
		gauge(c.failures, float64(src.Health.Failures), src.ID)
		if !src.Health.LastSuccess.IsZero() {
			gauge(c.success, float64(src.Health.LastSuccess.UnixMilli())/1000, src.ID)
		}
		late := time.Duration(0)
		if !src.Health.NextPoll.IsZero() {
			late = max(0, now.Sub(src.Health.NextPoll))
		}
		gauge(c.lag, late.Seconds(), src.ID)
	}
	for state, n := range states {
		gauge(c.sources, float64(n), state)
	}
}

func (c *collector) collectDeliveries(gauge func(*prometheus.Desc, float64, ...string)) {
	list, err := c.s.read.Deliveries()
	if err != nil {
		c.s.log.Error("deliveries cannot be read", "error", err.Error())
		return
	}
	states := map[string]int{"waiting": 0, "failed": 0, "aside": 0}
	for _, d := range list {
		states[d.State]++
	}
	for state, n := range states {
		gauge(c.deliveries, float64(n), state)
	}
}
