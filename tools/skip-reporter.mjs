// A reporter of node:test that names what was NOT run and why, one line each.

/** @param {AsyncIterable<{type: string, data: any}>} events */
async function* reportSkipped(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:pass') continue;
    const reason = data.skip ?? data.todo;
    if (reason === undefined || reason === false) continue;
    yield `${data.name}: ${reason === true ? 'no reason given' : reason}\n`;
  }
}

// node:test takes a reporter only as a default export.
export default reportSkipped;
