// Stands in for TypeBox in the browser build (see vite.config.ts). Every builder and every part
// of a schema is this same empty thing: the schemas' types have done their work in the compiler,
// their values run on the server.
type Anything = (() => Anything) & { [name: string]: Anything };

const anything: Anything = new Proxy((() => anything) as Anything, {
  get: (_, name) => (typeof name === 'symbol' ? undefined : anything),
  apply: () => anything,
});

// Imported under the name of a package whose face is a default export.
export default anything;
