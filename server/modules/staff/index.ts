// The face of staff: people, departments, roles, and who may act.
export { createAuthenticator, type Authenticator } from './authenticator.ts';
export { loadActor, loadKeyActor } from './load-actor.ts';
export { ensureDefaultRoles } from './ensure-default-roles.ts';
export { DEMO_PASSWORD } from './sign-in.ts';
export { sessionRoutes } from './session-routes.ts';
