// What opening a deal asks for: the card, its money, its history.
import { dealAccess, readCard } from '#modules/deals';
import { readDealMoney } from '#modules/payments';
import { readTimeline } from '#modules/timeline';
import { makeBigDeal } from './big-deal.ts';
import { actorOf, compareReads, statementsOf, type ReadCase } from './compare-reads.ts';
import { spread, type Figure, type Report } from './figures.ts';
import type { BenchOptions } from './main.ts';
import { benchPeople } from './people.ts';
import { openSite, requirePrepared } from './site.ts';

const CARD_MS_MAX = 25;
const REPEATS = 40;

export async function card({ deals }: BenchOptions): Promise<Report> {
  const site = await openSite(requirePrepared(deals));
  try {
    const cases: ReadCase[] = [];
    let paths: string[] = [];
    for (const person of await benchPeople(site)) {
      const id = await makeBigDeal(site, person.employeeId);
      const actor = await actorOf(site, person);
      paths = [`/api/deals/${id}`, `/api/deals/${id}/money`,
        `/api/timeline?entity=deal&entityId=${id}&limit=50`];
      const statements = await statementsOf(site, actor, async (ctx) => {
        await readCard(ctx, id);
        await readDealMoney(ctx, id);
        await readTimeline(ctx, { deal: dealAccess }, { entity: 'deal', entityId: id, limit: 50 });
      });
      const one = { group: person.scope, caller: person.caller, paths, statements };
      cases.push(...Array.from({ length: REPEATS }, () => one));
    }
    const compared = await compareReads(site, cases);
    return {
      title: `card of a deal with 20 lines, 5 payments, 40 events among ${deals}, 5 × ${REPEATS}`,
      figures: compared.map(({ group, ours, floor, ratio }): Figure => {
        const times = spread(ours);
        return {
          name: group, ours: `${times.p50.toFixed(1)} ms`,
          floor: `p50 ${spread(floor).p50.toFixed(1)}, p95 ${spread(floor).p95.toFixed(1)} ms`,
          ratio, ...times, target: `p95 ≤ ${CARD_MS_MAX} ms, ≤ 4 round trips`,
          met: times.p95 <= CARD_MS_MAX && paths.length <= 4,
        };
      }),
      notes: [`${paths.length} requests at once; time until the last of them is answered`],
    };
  } finally {
    await site.stop();
  }
}
