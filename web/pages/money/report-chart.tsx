import { useElementSize } from '@mantine/hooks';
import { isTime } from '#contract/money-reports';
import type { MoneyReport } from '#contract/money-reports';
import { ruMoney } from '../../texts/ru-money.ts';
import { formatShortMoney } from '../../ui/format.ts';
import { barLabel } from './bar-label.ts';
import { joinFilters } from './deals-filter.ts';
import { isShared } from './use-report.ts';
import css from './report-chart.module.css';

type Part = { key: string; kopecks: number; meaning: string };
type BarOf = { label: string; parts: Part[]; filter: string | null };

const HEIGHT = 202;
const TOP = 18;
/** Two lines of names. */
const FOOT = 34;
const LINE_PX = 12;
const TICKS = 4;
const BARS_MAX = 12;
const BAR_WIDTH_MAX = 64;
/** Room of one figure; a phone draws the first rows, the table has all. */
const SLOT_PX_MIN = 50;
/** Room of the figures of the scale. */
const AXIS_PX = 70;
const LABEL_GAP_PX = 4;

/** A round step that makes about four lines. */
function stepOf(most: number): number {
  const raw = Math.max(most, 1) / TICKS;
  const power = 10 ** Math.floor(Math.log10(raw));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= raw) ?? 10) * power;
}

/** Shares of the whole, all of them, or the first rows: whatever the report is about. */
function barsOf(report: MoneyReport, rowsMax: number): BarOf[] {
  const { columns, rows, totals, by } = report;
  if (isShared(report) && !isTime(by)) {
    return columns.map(({ key, title, meaning, filter }, index) => ({
      label: title, filter: joinFilters(totals.filter, filter),
      parts: [{ key, kopecks: totals.kopecks[index] ?? 0, meaning }],
    }));
  }
  const shown = isShared(report) ? columns.map((_, index) => index) : [1, 2];
  return rows.slice(0, Math.min(rowsMax, BARS_MAX)).map((row) => ({
    label: row.title ?? (isTime(by) ? ruMoney.noWeek : ruMoney.nothing),
    filter: isShared(report) ? row.filter : null,
    parts: shown.map((index) => ({
      key: columns[index]!.key, kopecks: row.kopecks[index] ?? 0,
      meaning: partMeaning(columns[index]!.key, row.filter, report.today),
    })),
  }));
}

function partMeaning(key: string, filter: string, today: string): string {
  if (filter.includes(`"payOn":{"lt":"${today}"}`)) return 'bad';
  return MEANINGS[key] ?? 'plain';
}

/** Amber is a deferral, green is paid, the accent is shipped or awaited first. */
const MEANINGS: Record<string, string> = {
  paid: 'paid', shipped: 'shipped', prepayment: 'first', beforeShipment: 'second', credit: 'warn',
  sum: 'warn',
};

/** What the colours of piled bars are; one colour needs no words. */
function Legend({ report }: { report: MoneyReport }) {
  const isPiled = isTime(report.by) || !isShared(report);
  const shown = isShared(report) ? report.columns : report.columns.slice(1);
  if (!isPiled || shown.length < 2) return null;
  return (
    <p className={css.legend} aria-hidden>
      {shown.map(({ key, title }) => (
        <span key={key}><i data-meaning={MEANINGS[key] ?? 'plain'} />{title}</span>
      ))}
    </p>
  );
}

/** «30.11.2026 – 06.12.2026», «30.11.2026, пн» → «30.11»; «Декабрь 2026» → «Декабрь». */
const shortLabel = (label: string) =>
  label.replace(/^(\d\d\.\d\d)\.\d{4}(,| –) .*$/, '$1').replace(/^([А-Я][а-я]+) \d{4}$/, '$1');

const pen = document.createElement('canvas').getContext('2d');

/** As the style sheet draws a name. */
function widthOf(text: string): number {
  if (!pen) return text.length * 7;
  pen.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

type Scale = { width: number; top: number; y: (kopecks: number) => number };

function Lines({ step, scale }: { step: number; scale: Scale }) {
  const count = Math.round(scale.top / step);
  return Array.from({ length: count + 1 }, (_, index) => {
    const y = scale.y(index * step);
    return (
      <g key={index}>
        <line x1={0} x2={scale.width} y1={y} y2={y} className={css.line} />
        {index > 0 ? (
          <text x={0} y={y - 4} className={css.tick}>{formatShortMoney(index * step)}</text>
        ) : null}
      </g>
    );
  });
}

type BarProps = {
  bar: BarOf; x: number; width: number; scale: Scale; onOpen?: () => void;
};

/** Parts from the floor up: each stands on those before it. */
function piled(parts: Part[]): (Part & { from: number })[] {
  const shown = parts.filter(({ kopecks }) => kopecks > 0);
  return shown.map((part, index) => ({
    ...part, from: shown.slice(0, index).reduce((sum, { kopecks }) => sum + kopecks, 0),
  }));
}

function BarColumn({ bar, x, width, scale, onOpen }: BarProps) {
  const parts = piled(bar.parts);
  const total = parts.reduce((sum, { kopecks }) => sum + kopecks, 0);
  return (
    <g onClick={onOpen} className={onOpen ? css.opens : undefined}>
      <title>{`${bar.label}: ${formatShortMoney(total)}`}</title>
      <rect x={x} y={TOP} width={width} height={HEIGHT - TOP - FOOT} className={css.hit} />
      {parts.map(({ key, from, kopecks, meaning }) => {
        const y = scale.y(from + kopecks);
        return (
          <rect key={key} x={x} y={y} width={width} height={Math.max(1, scale.y(from) - y)}
            rx={2} className={css.bar} data-meaning={meaning}
          />
        );
      })}
      {total > 0 ? (
        <text x={x + width / 2} y={scale.y(total) - 5} className={css.value}>
          {formatShortMoney(total).replace(/\s*₽$/, '')}
        </text>
      ) : null}
    </g>
  );
}

/** Bars of a report as SVG of our own; the table under them says the same in figures. */
export function ReportChart({ report, name, onOpen }: {
  report: MoneyReport; name: string; onOpen: (filter: string) => void;
}) {
  const { ref, width } = useElementSize();
  const plot = Math.max(0, width - AXIS_PX);
  const bars = barsOf(report, Math.max(1, Math.floor(plot / SLOT_PX_MIN)));
  const most = Math.max(...bars.map(({ parts }) =>
    parts.reduce((sum, { kopecks }) => sum + Math.max(0, kopecks), 0)), 0);
  const step = stepOf(most);
  const top = Math.max(step, Math.ceil(most / step) * step);
  const room = HEIGHT - TOP - FOOT;
  const scale = { width, top, y: (kopecks: number) => TOP + room - (kopecks / top) * room };
  const slot = plot / Math.max(1, bars.length);
  const wide = Math.min(BAR_WIDTH_MAX, slot * 0.62);
  const fits = (text: string) => widthOf(text) <= slot - LABEL_GAP_PX;
  return (
    <div ref={ref} className={css.chart}>
      <Legend report={report} />
      <svg width={width} height={HEIGHT} role="img" aria-label={ruMoney.chart(name)}>
        <Lines step={step} scale={scale} />
        {bars.map((bar, index) => {
          const x = AXIS_PX + slot * index + (slot - wide) / 2;
          const label = shortLabel(bar.label);
          return (
            <g key={`${bar.label}-${index}`}>
              <BarColumn bar={bar} x={x} width={wide} scale={scale}
                {...(bar.filter ? { onOpen: () => onOpen(bar.filter!) } : {})}
              />
              <text y={HEIGHT - FOOT + 14} className={css.label}>
                {barLabel(label, fits).map((line, at) => (
                  <tspan key={line} x={x + wide / 2} dy={at > 0 ? LINE_PX : 0}>{line}</tspan>
                ))}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
