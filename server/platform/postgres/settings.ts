// How the embedded PostgreSQL is set. The numbers suit a small machine (2 cores) that also runs
// Node and, now and then, a browser; memory-bound ones grow with the machine.
import { totalmem } from 'node:os';

export type Settings = Record<string, string | number>;

const MIB = 1024 * 1024;

export function serverSettings(socketFolder: string, extra: Settings = {}): Settings {
  const memoryMib = Math.floor(totalmem() / MIB);
  return {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: 5432,
    max_connections: 60,
    // The event log is partitioned by month: one query over all of it locks every partition.
    max_locks_per_transaction: 256,
    // An eighth of the machine. Of 2.4 million orders 120 people touch 1.5 GB within minutes: with
    // 960 MiB their p95 was 468 ms instead of 142, for the rest may have to come from the disk.
    shared_buffers: `${clamp(memoryMib / 8, 64, clamp(memoryMib / 32, 2048, 8192))}MB`,
    effective_cache_size: `${clamp(memoryMib / 2, 256, 32_768)}MB`,
    work_mem: `${clamp(memoryMib / 512, 8, 32)}MB`,
    maintenance_work_mem: `${clamp(memoryMib / 32, 64, 512)}MB`,
    // Compiling a plan costs more than running any query of ours.
    jit: 'off',
    random_page_cost: 1.1,
    synchronous_commit: 'on',
    wal_level: 'replica',
    // The only compression our binaries know is pglz: after a checkpoint it took half of all CPU of
    // a push (4,000 snapshots: 3.7 s, without it 1.8 s). WAL is kept only between checkpoints.
    wal_compression: 'off',
    max_wal_size: '4GB',
    min_wal_size: '128MB',
    checkpoint_timeout: '10min',
    idle_in_transaction_session_timeout: '5min',
    track_io_timing: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_duration_statement: 2000,
    log_line_prefix: '%m [%p] %a ',
    // A week of logs and no more, without anybody looking after them.
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_truncate_on_rotation: 'on',
    ...extra,
  };
}

/** For tests and benches whose data nobody will miss. */
export const UNSAFE_FAST: Settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  logging_collector: 'off',
  log_min_duration_statement: -1,
  shared_buffers: '256MB',
  max_connections: 120,
  wal_level: 'minimal',
  max_wal_senders: 0,
};

/** `-c name=value` pairs for the command line. */
export function asArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function clamp(value: number, low: number, high: number): number {
  return Math.round(Math.min(high, Math.max(low, value)));
}
