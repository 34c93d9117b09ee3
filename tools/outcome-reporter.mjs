// A reporter of node:test for what tools/test.ts must know: what was NOT run and why
// ("skipped NAME: REASON", a line each), and how many tests were run ("run N").

/** @param {AsyncIterable<{type: string, data: any}>} events */
async function* reportOutcomes(events) {
  let run = 0;
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const reason = type === 'test:pass' ? data.skip ?? data.todo : undefined;
    if (reason === undefined || reason === false) run += 1;
    else yield `skipped ${data.name}: ${reason === true ? 'no reason given' : reason}\n`;
  }
  yield `run ${run}\n`;
}

// node:test takes a reporter only as a default export.
export default reportOutcomes;
