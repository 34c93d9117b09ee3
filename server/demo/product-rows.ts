// What an industrial distributor sells, made up: families of models by their main parameters.
import type { ProductRow } from '#contract/onec-rows';
import { chanceOf } from './random.ts';

type Family = {
  group: string;
  /** Department that sells it. */
  department: string;
  /** "Насос центробежный ЦНС {a}-{b}" */
  title: string;
  /** "ЦНС-{a}-{b}"; {j} is the place of b in its list, where b is words. */
  article: string;
  a: readonly (number | string)[];
  b: readonly (number | string)[];
  /** Roubles for the smallest and the largest model. */
  price: readonly [number, number];
  /** Names of the parameters in the attributes. */
  parameters: readonly [string, string];
};

const FAMILIES: readonly Family[] = [
  {
    group: 'Насосы центробежные', department: 'Насосы и мотопомпы',
    title: 'Насос центробежный секционный ЦНС {a}-{b}', article: 'ЦНС-{a}-{b}',
    a: [38, 60, 105, 180, 300], b: [44, 85, 128, 170, 212, 297, 425], price: [98_000, 2_900_000],
    parameters: ['подача, м³/ч', 'напор, м'],
  },
  {
    group: 'Насосы консольные', department: 'Насосы и мотопомпы',
    title: 'Насос консольный К {a}/{b}', article: 'К-{a}-{b}',
    a: [20, 45, 80, 100, 150, 290], b: [18, 30, 32, 50, 65], price: [24_000, 310_000],
    parameters: ['подача, м³/ч', 'напор, м'],
  },
  {
    group: 'Насосы скважинные', department: 'Насосы и мотопомпы',
    title: 'Насос скважинный ЭЦВ {a}-{b}', article: 'ЭЦВ-{a}-{b}',
    a: ['6-10', '6-16', '8-25', '8-40', '10-65'], b: [70, 110, 150, 180, 235],
    price: [46_000, 540_000], parameters: ['диаметр — подача', 'напор, м'],
  },
  {
    group: 'Мотопомпы', department: 'Насосы и мотопомпы',
    title: 'Мотопомпа дизельная МД-{a} ({b})', article: 'МД-{a}-{j}',
    a: [60, 100, 160, 250, 400], b: ['на раме', 'на прицепе', 'в кожухе'],
    price: [180_000, 3_600_000], parameters: ['подача, м³/ч', 'исполнение'],
  },
  {
    group: 'Компрессоры винтовые', department: 'Компрессоры',
    title: 'Компрессор винтовой ВК-{a} {b} бар', article: 'ВК-{a}-{b}',
    a: [5, 7, 11, 15, 22, 30, 37, 45, 55, 75, 90, 110], b: [8, 10, 13], price: [190_000, 4_700_000],
    parameters: ['мощность, кВт', 'давление, бар'],
  },
  {
    group: 'Осушители и ресиверы', department: 'Компрессоры',
    title: 'Ресивер вертикальный РВ-{a} {b} бар', article: 'РВ-{a}-{b}',
    a: [270, 500, 900, 2000, 5000], b: [10, 16, 40], price: [28_000, 690_000],
    parameters: ['объём, л', 'давление, бар'],
  },
  {
    group: 'Дизельные электростанции', department: 'Электростанции',
    title: 'Электростанция дизельная АД-{a} {b}', article: 'АД-{a}-{j}',
    a: [16, 30, 60, 100, 150, 200, 315, 500, 1000], b: ['открытая', 'в кожухе', 'в контейнере'],
    price: [420_000, 14_800_000], parameters: ['мощность, кВт', 'исполнение'],
  },
  {
    group: 'Бензиновые электростанции', department: 'Электростанции',
    title: 'Электростанция бензиновая АБ-{a} {b} В', article: 'АБ-{a}-{b}',
    a: [2, 3, 4, 6, 8, 10, 12], b: [230, 400], price: [38_000, 290_000],
    parameters: ['мощность, кВт', 'напряжение, В'],
  },
  {
    group: 'Расходные материалы', department: 'Сварка',
    title: 'Электроды сварочные Э-{a} Ø{b} мм, 5 кг', article: 'Э-{a}-{b}',
    a: [42, 46, 50, 55], b: [2, 3, 4, 5], price: [1_200, 3_900],
    parameters: ['тип', 'диаметр, мм'],
  },
  {
    group: 'Станки токарные', department: 'Станки',
    title: 'Станок токарно-винторезный ТВ-{a} РМЦ {b}', article: 'ТВ-{a}-{b}',
    a: [250, 320, 400, 500, 630], b: [750, 1000, 1500, 3000], price: [890_000, 8_200_000],
    parameters: ['диаметр, мм', 'РМЦ, мм'],
  },
  {
    group: 'Станки сверлильные', department: 'Станки',
    title: 'Станок вертикально-сверлильный СВ-{a} ({b})', article: 'СВ-{a}-{j}',
    a: [16, 25, 32, 50], b: ['настольный', 'на колонне', 'радиальный'], price: [64_000, 1_900_000],
    parameters: ['диаметр сверления, мм', 'исполнение'],
  },
  {
    group: 'Сварочное оборудование', department: 'Сварка',
    title: 'Аппарат сварочный ВД-{a} {b}', article: 'ВД-{a}-{b}',
    a: [200, 250, 315, 400, 500, 630], b: ['MMA', 'MIG', 'TIG', 'SAW'], price: [32_000, 870_000],
    parameters: ['ток, А', 'способ'],
  },
  {
    group: 'Виброплиты и трамбовки', department: 'Строительное оборудование',
    title: 'Виброплита реверсивная ВП-{a} {b}', article: 'ВП-{a}-{j}',
    a: [90, 120, 160, 250, 330, 500], b: ['бензин', 'дизель'], price: [78_000, 960_000],
    parameters: ['масса, кг', 'топливо'],
  },
  {
    group: 'Бетонное оборудование', department: 'Строительное оборудование',
    title: 'Бетоносмеситель БС-{a} {b} В', article: 'БС-{a}-{b}',
    a: [180, 250, 350, 500, 750, 1500], b: [220, 380], price: [41_000, 1_250_000],
    parameters: ['объём, л', 'напряжение, В'],
  },
];

export type DemoProduct = { row: ProductRow; department: string; priceKopecks: number };

/** Every model of every family; the order and the guids depend on the seed alone. */
export function productRows(seed: number): DemoProduct[] {
  const chance = chanceOf(seed ^ 0x5eed);
  return FAMILIES.flatMap((family) => {
    const groupUid = chance.guid();
    const count = family.a.length * family.b.length;
    return family.a.flatMap((a, i) => family.b.map((b, j): DemoProduct => {
      const fill = (text: string) => text
        .replace('{a}', String(a)).replace('{b}', String(b)).replace('{j}', String(j + 1));
      const share = (i * family.b.length + j) / Math.max(1, count - 1);
      const [least, most] = family.price;
      // Prices grow faster than sizes: a machine twice as big costs more than twice.
      const roubles = least * (most / least) ** share * (0.97 + chance.next() * 0.06);
      return {
        department: family.department,
        priceKopecks: Math.round(roubles / 100) * 10_000,
        row: {
          uid: chance.guid(),
          article: fill(family.article),
          name: fill(family.title),
          unit: 'шт',
          vatRate: '22',
          groupUid,
          groupName: family.group,
          attributes: { [family.parameters[0]]: String(a), [family.parameters[1]]: String(b) },
          deleted: false,
          extra: {},
        },
      };
    }));
  });
}
