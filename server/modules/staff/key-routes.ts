import { keyBaseChange, keyBases, keyCreate, keyRevoke, keysList } from '#contract/keys';
import type { Bind } from '#platform/http/bind';
import type { Secrets } from '#platform/secrets';
import type { Authenticator } from './authenticator.ts';
import { changeKeyBase, type KeyBases } from './key-bases.ts';
import { createKey, readKeys, revokeKey } from './keys.ts';

export type { KeyBases } from './key-bases.ts';
export type KeyDeps = { authenticator: Authenticator; secrets: Secrets; bases: KeyBases };

export function keyRoutes(bind: Bind, { authenticator, secrets, bases }: KeyDeps): void {
  bind(keysList, (ctx) => readKeys(ctx.db, bases));
  bind(keyCreate, (ctx, { body }) => createKey(ctx, { secrets, bases }, body));
  bind(keyBases, (ctx) => bases.known(ctx.db));
  bind(keyBaseChange, (ctx, { params, body }) =>
    changeKeyBase(ctx, bases, { id: params.id, ib: body.ib }));
  bind(keyRevoke, async (ctx, { params }) => {
    await revokeKey(ctx, params.id);
    authenticator.clear();
  });
}
