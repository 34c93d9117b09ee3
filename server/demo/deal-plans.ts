// What happens to each deal of the demo, decided by chance alone: no database here.
import type { LineInput } from '#contract/deal-lines';
import type { Chance } from './random.ts';
import type { LoadedCompany, LoadedProduct } from './customers.ts';
import type { DemoPerson } from './company.ts';

export type Seller = DemoPerson & { login: string; department: string };

export type DealPlan = {
  seller: Seller;
  company: LoadedCompany;
  title: string;
  pipeline: 'quick' | 'project';
  source: string;
  /** Working days ago; 0 is today. */
  bornDaysAgo: number;
  lines: LineInput[];
  estimateKopecks: number | null;
  /** Codes of stages to walk through after the first one. */
  stages: string[];
  /** A deal with a reason ends as lost. */
  lostReason: string | null;
  comments: string[];
  task: { title: string; kind: 'task' | 'call' | 'letter'; inDays: number; hour: number } | null;
  projectName: string | null;
  /** Asked to join: the engineer selects, the buyer looks for a supplier. */
  guests: ('engineer' | 'buyer')[];
  handOver: boolean;
};

const QUICK_SOURCES = ['call', 'call', 'letter', 'site', 'chat', 'repeat', 'repeat'];
const PROJECT_SOURCES = ['dealer', 'dealer', 'tender', 'letter', 'call'];
/** Stages that money does not move: the rest is reached when 1C sends its documents. */
const PROJECT_STAGES = ['selection', 'offer', 'reservation', 'tender', 'contract'];
const LOST_REASONS = [
  'Дорого, взяли у конкурента', 'Перенесли закупку на следующий год', 'Не выиграли тендер',
  'Заказчик перестал отвечать', 'Срок поставки не подошёл',
];
const TASKS = [
  ['Перезвонить по срокам', 'call'], ['Уточнить параметры', 'call'], ['Собрать КП', 'task'],
  ['Отправить счёт', 'letter'], ['Узнать решение по ТКП', 'call'],
  ['Согласовать скидку', 'task'], ['Запросить карточку предприятия', 'letter'],
] as const;
const COMMENTS = [
  'Просят уложиться в бюджет до конца квартала.', 'Нужна отгрузка двумя партиями.',
  'Главный механик в отпуске до понедельника, решает он.',
  'Сравнивают с белорусским аналогом, давим на гарантию.',
  'Договорились о выезде на объект.', 'Ждут согласования в службе безопасности.',
  'Доставка до объекта, разгрузка их краном.', 'Опросный лист получен, параметры проверил.',
];
const PROJECTS = [
  'Реконструкция насосной станции', 'Модернизация компрессорной', 'Резервное питание площадки',
  'Новый цех механообработки', 'Водоотлив карьера', 'Капитальный ремонт котельной',
];

const LOST_SHARE = 0.1;
const LINELESS_SHARE = 0.2;

export type PlanParts = {
  sellers: Seller[]; companies: LoadedCompany[]; products: LoadedProduct[];
};

export function planDeal(chance: Chance, { sellers, companies, products }: PlanParts): DealPlan {
  const seller = chance.pick(sellers);
  const goods = products.filter((product) => product.department === seller.department);
  const project = chance.hit(0.45);
  const lost = chance.hit(LOST_SHARE);
  const lines = planLines(chance, goods, project);
  const first = lines[0]!;
  return {
    seller,
    company: chance.pick(companies),
    title: first.quantity === '1' ? first.name : `${first.name}, ${first.quantity} шт.`,
    lines,
    estimateKopecks: null,
    ...(project ? projectPart(chance) : quickPart(chance)),
    ...(lost ? lostPart(chance) : livePart(chance)),
    comments: chance.hit(0.45) ? someComments(chance) : [],
  };
}

type PipelinePart = Pick<
  DealPlan, 'pipeline' | 'source' | 'bornDaysAgo' | 'stages' | 'projectName' | 'guests'
> & Partial<Pick<DealPlan, 'lines' | 'estimateKopecks'>>;

function quickPart(chance: Chance): PipelinePart {
  return {
    pipeline: 'quick', source: chance.pick(QUICK_SOURCES), bornDaysAgo: chance.between(0, 9),
    stages: [], projectName: null, guests: [],
  };
}

/** A project may have no specification yet: then the manager's estimate stands for it. */
function projectPart(chance: Chance): PipelinePart {
  const estimate = chance.between(50, 900) * 1_000_000;
  return {
    pipeline: 'project', source: chance.pick(PROJECT_SOURCES),
    bornDaysAgo: chance.between(3, 100),
    stages: PROJECT_STAGES.slice(0, chance.between(0, PROJECT_STAGES.length)),
    projectName: chance.hit(0.7) ? chance.pick(PROJECTS) : null,
    guests: guestsOf(chance),
    ...(chance.hit(LINELESS_SHARE) ? { lines: [], estimateKopecks: estimate } : {}),
  };
}

type EndPart = Pick<DealPlan, 'lostReason' | 'task' | 'handOver'>;

const lostPart = (chance: Chance): EndPart =>
  ({ lostReason: chance.pick(LOST_REASONS), task: null, handOver: false });

function livePart(chance: Chance): EndPart {
  const [title, kind] = chance.pick(TASKS);
  const task = { title, kind, inDays: chance.between(-2, 7), hour: chance.between(9, 17) };
  return { lostReason: null, task: chance.hit(0.8) ? task : null, handOver: chance.hit(0.05) };
}

const someComments = (chance: Chance) =>
  [chance.pick(COMMENTS), chance.pick(COMMENTS)].slice(0, chance.between(1, 2));

function planLines(chance: Chance, goods: LoadedProduct[], project: boolean): LineInput[] {
  const count = chance.between(1, project ? 6 : 3);
  return Array.from({ length: count }, (_, index): LineInput => {
    const { id, article, name, priceKopecks } = chance.pick(goods);
    return {
      productId: id, article, name, unit: 'шт',
      quantity: String(index === 0 && !project ? chance.between(1, 4) : chance.between(1, 2)),
      price: (priceKopecks / 100).toFixed(2),
      discountPercent: chance.hit(0.3) ? String(chance.between(2, 12)) : '0',
      vatRate: '22',
    };
  });
}

function guestsOf(chance: Chance): DealPlan['guests'] {
  const guests: DealPlan['guests'] = [];
  if (chance.hit(0.3)) guests.push('engineer');
  if (chance.hit(0.12)) guests.push('buyer');
  return guests;
}
