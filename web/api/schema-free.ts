// Stands in for TypeBox in the browser build (see vite.config.ts). Every builder yields an empty
// object: the schemas' types have done their work in the compiler, their values run on the server.
const builder = (): object => ({});

const Type = new Proxy({}, { get: () => builder });

// Imported under the name of a package whose face is a default export.
export default Type;
