// What letters need of the modules above notifications: the day of a person, and who they are.
import { daySources } from './day.ts';
import { loadActorOf } from '#modules/staff';
import type { MailDeps } from '#modules/work';
import type { Config } from '#platform/config';
import type { Db } from '#platform/database';
import { openSecrets } from '#platform/secrets';

export function mailDeps(db: Db, { dataDir }: Pick<Config, 'dataDir'>): MailDeps {
  return {
    secrets: openSecrets(dataDir), daySources,
    actorOf: (employeeId, now) => loadActorOf(db, employeeId, now),
  };
}
