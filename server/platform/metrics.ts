// Prometheus metrics of this process; GET /metrics prints them.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

export const httpSeconds = new Histogram({
  name: 'verstak_http_request_seconds',
  help: 'Time of HTTP requests by route',
  labelNames: ['route', 'method', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
});

export const onecItems = new Counter({
  name: 'verstak_onec_items_total',
  help: 'Items of the 1C exchange by lane and result',
  labelNames: ['lane', 'status'],
  registers: [registry],
});

export const onecRefusals = new Counter({
  name: 'verstak_onec_refusals_total',
  help: 'Requests of 1C refused before any item was read',
  labelNames: ['code'],
  registers: [registry],
});

export const openStreams = new Gauge({
  name: 'verstak_streams_open',
  help: 'Open realtime streams',
  registers: [registry],
});
