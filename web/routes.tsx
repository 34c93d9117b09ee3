// The addresses of the web. A page is a lazy chunk; its address is spelled only in paths.ts.
import {
  createRootRoute, createRoute, createRouter, Outlet, redirect,
} from '@tanstack/react-router';
import { loadSession } from './api/session.ts';
import { MissingPage } from './pages/missing/missing-page.tsx';
import { paths } from './paths.ts';
import { readCompaniesSearch } from './pages/companies/companies-search.ts';
import { readCompanySearch } from './pages/companies/company-search.ts';
import { readContactSearch, readContactsSearch } from './pages/contacts/contacts-search.ts';
import { readDealSearch } from './pages/deal/deal-search.ts';
import { startDeal } from './pages/deal/start-deal.ts';
import { readExchangeSearch } from './pages/exchange/exchange-search.ts';
import { readImportsSearch } from './pages/imports/imports-search.ts';
import { startBoard } from './pages/deals/board-query.ts';
import { readDealsSearch } from './pages/deals/deals-search.ts';
import { readNoticesSearch } from './pages/notifications/notices-search.ts';
import { readReconcileSearch } from './pages/reconcile/reconcile-search.ts';
import { readMoneySearch } from './pages/money/money-search.ts';
import { readTasksSearch } from './pages/tasks/tasks-search.ts';
import { readTransfersSearch } from './pages/transfers/transfers-search.ts';
import { readLeadSearch } from './pages/lead/lead-search.ts';
import { readLeadsSearch } from './pages/leads/leads-search.ts';
import { readProductSearch, readProductsSearch } from './pages/products/products-search.ts';
import { CrashState } from './ui/crash-state.tsx';
import { lazyPage, lazyPart } from './ui/load-part.ts';
import { Shell } from './ui/shell/shell.tsx';

const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: CrashState,
});

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    (typeof search.to === 'string' ? { to: search.to } : {}),
  component: lazyPage(() => import('./pages/login/login-page.tsx'), 'LoginPage'),
});

const QuickTask = lazyPart(() => import('./pages/tasks/quick-task.tsx')
  .then((module) => module.QuickTask));

/** Everything inside needs a session; without one the way leads through the login page. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    if (await loadSession()) return;
    throw redirect({ to: paths.login(), search: { to: location.href } });
  },
  component: () => <Shell QuickTask={QuickTask} />,
  notFoundComponent: MissingPage,
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: (search: Record<string, unknown>): { who?: string } =>
    (typeof search.who === 'string' && /^[ed]\d{1,15}$/.test(search.who)
      ? { who: search.who } : {}),
  component: lazyPage(() => import('./pages/day/day-page.tsx'), 'DayPage'),
});

const dealsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deals',
  validateSearch: readDealsSearch,
  beforeLoad: ({ search, cause }) => {
    if (cause === 'enter') void startBoard(search);
  },
  component: lazyPage(() => import('./pages/deals/kanban-page.tsx'), 'KanbanPage'),
});

const dealsListRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deals/list',
  validateSearch: readDealsSearch,
  component: lazyPage(() => import('./pages/deals/list-page.tsx'), 'ListPage'),
});

const transfersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deals/transfers',
  validateSearch: readTransfersSearch,
  component: lazyPage(
    () => import('./pages/transfers/transfers-page.tsx'), 'TransfersPage'),
});

const dealsCalendarRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deals/calendar',
  validateSearch: readDealsSearch,
  component: lazyPage(() => import('./pages/deals/calendar-page.tsx'), 'CalendarPage'),
});

const dealPrintRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deals/$dealId/print',
  component: lazyPage(() => import('./pages/deal/print-page.tsx'), 'PrintPage'),
});

const dealRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deals/$dealId',
  validateSearch: readDealSearch,
  beforeLoad: ({ params, cause }) => {
    if (cause === 'enter') startDeal(Number(params.dealId));
  },
  component: lazyPage(() => import('./pages/deal/deal-page.tsx'), 'DealPage'),
});

const leadsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leads',
  validateSearch: readLeadsSearch,
  component: lazyPage(() => import('./pages/leads/board-page.tsx'), 'BoardPage'),
});

const leadsListRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leads/list',
  validateSearch: readLeadsSearch,
  component: lazyPage(() => import('./pages/leads/list-page.tsx'), 'ListPage'),
});

const leadsCalendarRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leads/calendar',
  validateSearch: readLeadsSearch,
  component: lazyPage(() => import('./pages/leads/calendar-page.tsx'), 'CalendarPage'),
});

const leadRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leads/$leadId',
  validateSearch: readLeadSearch,
  component: lazyPage(() => import('./pages/lead/lead-page.tsx'), 'LeadPage'),
});

const exchangeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/exchange',
  validateSearch: readExchangeSearch,
  component: lazyPage(() => import('./pages/exchange/exchange-page.tsx'), 'ExchangePage'),
});

const historyProofRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/exchange/history/$fileId',
  component: lazyPage(
    () => import('./pages/history-proof/history-proof-page.tsx'), 'HistoryProofPage'),
});

const reconcileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/exchange/reconcile',
  validateSearch: readReconcileSearch,
  component: lazyPage(() => import('./pages/reconcile/reconcile-page.tsx'), 'ReconcilePage'),
});

const commandsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/exchange/commands',
  component: lazyPage(
    () => import('./pages/exchange-commands/commands-page.tsx'), 'CommandsPage'),
});

const siteExchangeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/exchange/site',
  component: lazyPage(
    () => import('./pages/site-exchange/site-exchange-page.tsx'), 'SiteExchangePage'),
});

const tasksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks',
  validateSearch: readTasksSearch,
  component: lazyPage(() => import('./pages/tasks/tasks-page.tsx'), 'TasksPage'),
});

const tasksListRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/list',
  validateSearch: readTasksSearch,
  component: lazyPage(() => import('./pages/tasks/list-page.tsx'), 'ListPage'),
});

const tasksCalendarRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/calendar',
  validateSearch: readTasksSearch,
  component: lazyPage(() => import('./pages/tasks/calendar-page.tsx'), 'CalendarPage'),
});

const moneyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/money',
  validateSearch: readMoneySearch,
  component: lazyPage(() => import('./pages/money/money-page.tsx'), 'MoneyPage'),
});

const notificationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/notifications',
  validateSearch: readNoticesSearch,
  component: lazyPage(
    () => import('./pages/notifications/notifications-page.tsx'), 'NotificationsPage'),
});

const noticeSettingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/notifications/settings',
  component: lazyPage(
    () => import('./pages/notices/notice-settings-page.tsx'), 'NoticeSettingsPage'),
});

const companiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/companies',
  validateSearch: readCompaniesSearch,
  component: lazyPage(
    () => import('./pages/companies/companies-page.tsx'), 'CompaniesPage'),
});

const companyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/companies/$companyId',
  validateSearch: readCompanySearch,
  component: lazyPage(() => import('./pages/companies/company-page.tsx'), 'CompanyPage'),
});

const contactsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts',
  validateSearch: readContactsSearch,
  component: lazyPage(() => import('./pages/contacts/contacts-page.tsx'), 'ContactsPage'),
});

const contactRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/$contactId',
  validateSearch: readContactSearch,
  component: lazyPage(() => import('./pages/contacts/contact-page.tsx'), 'ContactPage'),
});

const productsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products',
  validateSearch: readProductsSearch,
  component: lazyPage(() => import('./pages/products/products-page.tsx'), 'ProductsPage'),
});

const productRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products/$productId',
  validateSearch: readProductSearch,
  component: lazyPage(() => import('./pages/products/product-page.tsx'), 'ProductPage'),
});

const staffRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/staff',
  component: lazyPage(() => import('./pages/staff/staff-page.tsx'), 'StaffPage'),
});

const absencesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/staff/absences',
  component: lazyPage(
    () => import('./pages/absences/absences-page.tsx'), 'AbsencesPage'),
});

const rolesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/staff/roles',
  component: lazyPage(() => import('./pages/staff/roles-page.tsx'), 'RolesPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  component: lazyPage(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
});

const pipelinesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/pipelines',
  component: lazyPage(
    () => import('./pages/settings/pipelines-page.tsx'), 'PipelinesPage'),
});

const sourcesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/sources',
  component: lazyPage(() => import('./pages/settings/sources-page.tsx'), 'SourcesPage'),
});

const lossReasonsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/loss-reasons',
  component: lazyPage(
    () => import('./pages/settings/loss-reasons-page.tsx'), 'LossReasonsPage'),
});

const fieldsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/fields',
  component: lazyPage(() => import('./pages/fields/fields-page.tsx'), 'FieldsPage'),
});

const workCalendarRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/calendar',
  component: lazyPage(
    () => import('./pages/settings/calendar-page.tsx'), 'CalendarPage'),
});

const duplicatesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/duplicates',
  component: lazyPage(
    () => import('./pages/duplicates/duplicates-page.tsx'), 'DuplicatesPage'),
});

const ownEntitiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/own-entities',
  component: lazyPage(
    () => import('./pages/own-entities/own-entities-page.tsx'), 'OwnEntitiesPage'),
});

const journalRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/journal',
  validateSearch: (search: Record<string, unknown>): { filter?: string } =>
    (typeof search.filter === 'string' ? { filter: search.filter } : {}),
  component: lazyPage(() => import('./pages/settings/journal-page.tsx'), 'JournalPage'),
});

const accessRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/access',
  component: lazyPage(() => import('./pages/settings/access-page.tsx'), 'AccessPage'),
});

const importsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports',
  validateSearch: readImportsSearch,
  component: lazyPage(() => import('./pages/imports/imports-page.tsx'), 'ImportsPage'),
});

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/$importId',
  component: lazyPage(() => import('./pages/imports/import-page.tsx'), 'ImportPage'),
});

const anyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '$',
  component: MissingPage,
});

const routeTree = rootRoute.addChildren([
  loginRoute,
  shellRoute.addChildren([
    homeRoute, dealsRoute, dealsListRoute, dealsCalendarRoute, transfersRoute, dealPrintRoute,
    dealRoute,
    leadsRoute, leadsListRoute, leadsCalendarRoute, leadRoute, exchangeRoute, siteExchangeRoute,
    commandsRoute, historyProofRoute,
    tasksRoute, reconcileRoute, tasksListRoute, tasksCalendarRoute, notificationsRoute, moneyRoute,
    noticeSettingsRoute, companiesRoute, companyRoute, contactsRoute, contactRoute, productsRoute,
    productRoute, staffRoute, absencesRoute, rolesRoute,
    settingsRoute, pipelinesRoute, sourcesRoute, lossReasonsRoute, fieldsRoute, journalRoute,
    workCalendarRoute, ownEntitiesRoute, duplicatesRoute, accessRoute, importsRoute, importRoute,
    anyRoute,
  ]),
]);

/** The address says what the API says: `filter={"stage":{"in":[2]}}`, plain text, no quoting. */
function stringifySearch(search: Record<string, unknown>): string {
  const shown = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(shown.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : '';
}

export const router = createRouter({
  routeTree,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: CrashState,
  scrollRestoration: false,
});
