// Every address of the web in one place; components never spell a path.

export const paths = {
  login: () => '/login',
  /** My day, the first screen. */
  home: () => '/',
  deals: () => '/deals',
  dealsList: () => '/deals/list',
  transfers: () => '/deals/transfers',
  dealsCalendar: () => '/deals/calendar',
  dealPrint: (id: number) => `/deals/${id}/print`,
  deal: (id: number) => `/deals/${id}`,
  leads: () => '/leads',
  leadsList: () => '/leads/list',
  leadsCalendar: () => '/leads/calendar',
  lead: (id: number) => `/leads/${id}`,
  products: () => '/products',
  product: (id: number) => `/products/${id}`,
  companies: () => '/companies',
  company: (id: number) => `/companies/${id}`,
  contacts: () => '/contacts',
  contact: (id: number) => `/contacts/${id}`,
  money: () => '/money',
  tasks: () => '/tasks',
  tasksList: () => '/tasks/list',
  tasksCalendar: () => '/tasks/calendar',
  notifications: () => '/notifications',
  noticeSettings: () => '/notifications/settings',
  exchange: () => '/exchange',
  historyProof: (id: number) => `/exchange/history/${id}`,
  reconcile: () => '/exchange/reconcile',
  commands: () => '/exchange/commands',
  siteExchange: () => '/exchange/site',
  staff: () => '/staff',
  roles: () => '/staff/roles',
  settings: () => '/settings',
  pipelines: () => '/settings/pipelines',
  sources: () => '/settings/sources',
  absences: () => '/staff/absences',
  journal: () => '/settings/journal',
  access: () => '/settings/access',
  workCalendar: () => '/settings/calendar',
  imports: () => '/imports',
  import: (id: number) => `/imports/${id}`,
  lossReasons: () => '/settings/loss-reasons',
  fields: () => '/settings/fields',
  duplicates: () => '/duplicates',
  ownEntities: () => '/settings/own-entities',
} as const;

/** Where a search hit or an event of an entity opens; null when it has no page yet. */
export function pathOfEntity(entity: string, id: number): string | null {
  if (entity === 'deal') return paths.deal(id);
  if (entity === 'lead') return paths.lead(id);
  if (entity === 'product') return paths.product(id);
  if (entity === 'company') return paths.company(id);
  if (entity === 'contact') return paths.contact(id);
  if (entity === 'task') return paths.tasks();
  if (entity === 'employee') return paths.staff();
  if (entity === 'import') return paths.import(id);
  if (entity === 'exchange') return paths.exchange();
  return null;
}
