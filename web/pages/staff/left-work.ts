// What is still a person's: the figures of the employee's window, each the list it counts.
import { companiesList } from '#contract/customers';
import { dealsList } from '#contract/deals';
import { leadsList } from '#contract/leads';
import type { Entity } from '#contract/rights';
import { tasksList } from '#contract/work';
import { paths } from '../../paths.ts';

export type LeftKind = 'deals' | 'leads' | 'tasks' | 'companies';

type Left = {
  kind: LeftKind;
  entity: Entity;
  route: typeof dealsList | typeof leadsList | typeof tasksList | typeof companiesList;
  to: string;
  filter: (id: number) => object;
};

/** As the lists spell it, so that a figure opens exactly what it counts. */
export const LEFT_WORK: readonly Left[] = [
  {
    kind: 'deals', entity: 'deal', route: dealsList, to: paths.dealsList(),
    filter: (id) => ({ isOpen: { eq: true }, responsible: { in: [id] } }),
  },
  {
    kind: 'leads', entity: 'lead', route: leadsList, to: paths.leadsList(),
    filter: (id) => ({ isOpen: { eq: true }, party: { in: [id] } }),
  },
  {
    kind: 'tasks', entity: 'task', route: tasksList, to: paths.tasksList(),
    filter: (id) => ({ state: { eq: 'open' }, assigneeId: { in: [id] } }),
  },
  {
    kind: 'companies', entity: 'company', route: companiesList, to: paths.companies(),
    filter: (id) => ({ responsible: { in: [id] } }),
  },
];
