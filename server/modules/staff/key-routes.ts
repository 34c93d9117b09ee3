import { keyCreate, keyRevoke, keysList } from '#contract/keys';
import type { Bind } from '#platform/http/bind';
import type { Secrets } from '#platform/secrets';
import type { Authenticator } from './authenticator.ts';
import { createKey, readKeys, revokeKey } from './keys.ts';

export type KeyDeps = { authenticator: Authenticator; secrets: Secrets };

export function keyRoutes(bind: Bind, { authenticator, secrets }: KeyDeps): void {
  bind(keysList, (ctx) => readKeys(ctx.db));
  bind(keyCreate, (ctx, { body }) => createKey(ctx, secrets, body));
  bind(keyRevoke, async (ctx, { params }) => {
    await revokeKey(ctx, params.id);
    authenticator.clear();
  });
}
