// A reporter of node:test for what tools/test.ts must know: the files in which something failed
// ("failed FILE") and what was NOT run and why ("skipped NAME: REASON"), one line each.

/** @param {AsyncIterable<{type: string, data: any}>} events */
async function* reportOutcomes(events) {
  const failed = new Set();
  for await (const { type, data } of events) {
    if (type === 'test:fail' && data.file && !failed.has(data.file)) {
      failed.add(data.file);
      yield `failed ${data.file}\n`;
    }
    const reason = type === 'test:pass' ? data.skip ?? data.todo : undefined;
    if (reason === undefined || reason === false) continue;
    yield `skipped ${data.name}: ${reason === true ? 'no reason given' : reason}\n`;
  }
}

// node:test takes a reporter only as a default export.
export default reportOutcomes;
