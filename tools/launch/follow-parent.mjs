// Loaded before the script: when the launcher is killed the hard way, nobody passes signals on any
// more, so the script stops itself in its own orderly way instead of running on unseen.
const POLL_MS = 500;
const launcher = process.ppid;

const timer = setInterval(() => {
  if (process.ppid === launcher) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, POLL_MS);
timer.unref();
