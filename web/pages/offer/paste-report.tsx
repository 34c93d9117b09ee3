import { Button, Modal, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { ProductHit } from '#contract/catalog';
import { LINES_MAX } from '#contract/deal-lines';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { IconDownload } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { Tag } from '../../ui/tag.tsx';
import type { PasteReport as Report, ReportLine } from './match-lines.ts';
import { downloadCsv } from './download-csv.ts';
import css from './paste-report.module.css';

const { report: texts } = ruOffer;
const { goods } = ruDeal;

type PasteReportProps = {
  report: Report;
  onChoose: (key: string, product: ProductHit | null) => void;
  onUndo: () => void;
  onClose: () => void;
};

const titleOf = ({ article, name }: ReportLine) => [article, name].filter(Boolean).join(' · ');
const optionOf = (product: ProductHit) =>
  [product.article, product.name].filter(Boolean).join(' · ');

/** The lines without a product as a file for the colleague who keeps the catalogue. */
function download(lines: ReportLine[]): void {
  downloadCsv(texts.fileName, [[goods.article, goods.name, goods.quantity],
    ...lines.map(({ article, name, quantity }) => [article, name, quantity])]);
}

function Part({ title, aside, children }: {
  title: string; aside?: ReactNode; children: ReactNode;
}) {
  return (
    <section className={css.part} aria-label={title}>
      <header className={css.partHead}><h3>{title}</h3>{aside}</header>
      {children}
    </section>
  );
}

function Choices({ lines, chosen, onChoose }: {
  lines: ReportLine[]; chosen: ReadonlyMap<string, number>; onChoose: PasteReportProps['onChoose'];
}) {
  return (
    <ul className={css.list}>
      {lines.map((line) => (
        <li key={line.key} className={css.choice}>
          <span className={css.pasted}>{titleOf(line)}</span>
          <Select
            aria-label={texts.choice(titleOf(line))}
            placeholder={texts.chooseLeave}
            comboboxProps={{ withinPortal: true }}
            clearable
            data={line.products.map((product) =>
              ({ value: String(product.id), label: optionOf(product) }))}
            value={chosen.has(line.key) ? String(chosen.get(line.key)) : null}
            onChange={(id) => onChoose(line.key,
              line.products.find((product) => String(product.id) === id) ?? null)}
          />
        </li>
      ))}
    </ul>
  );
}

function Names({ texts: lines }: { texts: string[] }) {
  return (
    // It scrolls, and nothing in it can be pressed: the keys reach it as a whole.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className={css.list} tabIndex={0}>
      {lines.map((line, at) => (
        // Two pasted lines may be alike; their place tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at} className={css.name}>{line}</li>
      ))}
    </ul>
  );
}

function Told({ title, lines }: { title: string; lines: string[] }) {
  return lines.length > 0 ? <Part title={title}><Names texts={lines} /></Part> : null;
}

const faultOf = (line: ReportLine) => (line.fault
  ? [texts.fault(titleOf(line), goods[line.fault.field], line.fault.text)] : []);

function Counts({ by }: { by: Record<ReportLine['how'], ReportLine[]> }) {
  const like = by.likeArticle.length + by.name.length;
  return (
    <p className={css.counts}>
      {by.article.length > 0 ? <Tag meaning="ok">{texts.exact(by.article.length)}</Tag> : null}
      {like > 0 ? <Tag meaning="ok">{texts.like(like)}</Tag> : null}
      {by.candidates.length > 0
        ? <Tag meaning="warn">{texts.choose(by.candidates.length)}</Tag> : null}
      {by.none.length > 0 ? <Tag meaning="bad">{texts.none(by.none.length)}</Tag> : null}
    </p>
  );
}

function groupsOf(lines: ReportLine[]): Record<ReportLine['how'], ReportLine[]> {
  const of = (how: ReportLine['how']) => lines.filter((line) => line.how === how);
  return {
    article: of('article'), likeArticle: of('likeArticle'), name: of('name'),
    candidates: of('candidates'), none: of('none'),
  };
}

/** What became of every pasted line; nothing is left out in silence. */
export function PasteReport({ report, onChoose, onUndo, onClose }: PasteReportProps) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const by = groupsOf(report.lines);
  const alike = [...by.likeArticle, ...by.name];

  function choose(key: string, product: ProductHit | null) {
    const next = new Map(chosen);
    if (product) next.set(key, product.id);
    else next.delete(key);
    setChosen(next);
    onChoose(key, product);
  }

  return (
    <Modal opened onClose={onClose} title={texts.title} size={760}>
      <div className={css.report}>
        <p className={plain.strong}>{texts.counts(report.lines.length)}</p>
        <Counts by={by} />
        {report.isMatched ? null : <p role="alert" className={css.bad}>{ruOffer.matchFailed}</p>}
        {report.cutCount > 0
          ? <p role="alert" className={css.bad}>{ruOffer.tooMany(LINES_MAX)}</p> : null}
        {report.vatClash
          ? <p role="alert" className={css.bad}>{texts.vatClash[report.vatClash]}</p> : null}
        <Told title={texts.faultTitle} lines={report.lines.flatMap(faultOf)} />
        {by.candidates.length > 0 ? (
          <Part title={texts.chooseTitle}>
            <Choices lines={by.candidates} chosen={chosen} onChoose={choose} />
          </Part>
        ) : null}
        {by.none.length > 0 ? (
          <Part
            title={texts.noneTitle}
            aside={(
              <Button
                variant="default"
                leftSection={<IconDownload size={15} stroke={1.6} />}
                onClick={() => download(by.none)}
              >
                {texts.download}
              </Button>
            )}
          >
            <Names texts={by.none.map(titleOf)} />
          </Part>
        ) : null}
        <Told
          title={texts.likeTitle}
          lines={alike.map((line) => `${titleOf(line)} → ${
            line.products[0] ? optionOf(line.products[0]) : ''}`)}
        />
        <Told title={texts.mergedTitle} lines={report.merged} />
        <Told title={texts.extraTitle} lines={report.extraNames} />
        <Told title={texts.sectionsTitle} lines={report.sections} />
        <Told title={texts.skippedTitle} lines={report.skipped} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onUndo}>{texts.undo}</Button>
          <Button data-autofocus onClick={onClose}>{texts.close}</Button>
        </div>
      </div>
    </Modal>
  );
}
