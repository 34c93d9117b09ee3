// `npm start`: builds the screens if they are stale, then becomes the server.
import { buildWeb } from './build-web.ts';

await buildWeb();
await import('#server/main');
