// Figures around every screen. They come from several modules, so composition serves them.
import { shellFacts } from '#contract/shell';
import { countQuarantine, exchangeHealth } from '#integrations/onec';
import { countOwnOpenDeals } from '#modules/deals';
import { countOwnOpenLeads } from '#modules/leads';
import { countDueTasks } from '#modules/work';
import { can } from '#platform/actor';
import type { Bind } from '#platform/http/bind';

export function bindShell(bind: Bind): void {
  bind(shellFacts, async (ctx) => {
    const { db, actor, now } = ctx;
    const me = actor.employeeId;
    const maySee = can(actor, 'exchange', 'read');
    const [deals, leads, tasks, quarantine, onec] = await Promise.all([
      countOwnOpenDeals(ctx),
      countOwnOpenLeads(ctx),
      me === null ? 0 : countDueTasks(db, me, now()),
      maySee ? countQuarantine(db) : 0,
      exchangeHealth(db, now()),
    ]);
    return {
      counts: {
        deals, leads, tasks, ...(maySee ? { quarantine } : {}),
      },
      onec,
    };
  });
}
