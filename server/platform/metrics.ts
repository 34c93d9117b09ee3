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

export const onecCommandsGiven = new Counter({
  name: 'verstak_onec_commands_given_total',
  help: 'Commands handed to 1C by type, repetitions too',
  labelNames: ['type'],
  registers: [registry],
});

export const onecCommandsSettled = new Counter({
  name: 'verstak_onec_commands_settled_total',
  help: 'Commands that 1C has answered by type and result',
  labelNames: ['type', 'status'],
  registers: [registry],
});

export const onecCommandsWaiting = new Gauge({
  name: 'verstak_onec_commands_waiting',
  help: 'Commands that a base has not settled',
  labelNames: ['base'],
  registers: [registry],
});

export const onecCommandsAge = new Gauge({
  name: 'verstak_onec_commands_age_seconds',
  help: 'Age of the oldest command that a base has not settled',
  labelNames: ['base'],
  registers: [registry],
});

export const openStreams = new Gauge({
  name: 'verstak_streams_open',
  help: 'Open realtime streams',
  registers: [registry],
});
