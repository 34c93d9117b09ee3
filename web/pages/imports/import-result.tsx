import { Button } from '@mantine/core';
import { importErrors } from '#contract/imports';
import type { Import } from '#contract/imports';
import { urlOf } from '../../api/client.ts';
import { ruImports as texts } from '../../texts/ru-imports.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { formatNumber } from '../../ui/format.ts';
import { IconDownload } from '../../ui/icons.ts';
import { Panel } from '../../ui/page.tsx';
import { ImportRows } from './import-rows.tsx';
import { act, runAgain } from './use-imports.ts';
import css from './imports.module.css';

const SHOWN = ['create', 'update', 'created', 'updated', 'unchanged', 'error', 'skipped'] as const;

function Figures({ data: { counts } }: { data: Import }) {
  const figures = [
    ...SHOWN.filter((status) => counts[status] > 0).map((status) =>
      ({ name: status as string, label: texts.statuses[status], count: counts[status] })),
    ...(counts.undone > 0 ? [{ name: 'undone', label: texts.undone, count: counts.undone }] : []),
    ...(counts.kept > 0 ? [{ name: 'kept', label: texts.kept, count: counts.kept }] : []),
  ];
  return (
    <dl className={css.figures}>
      {figures.map(({ name, label, count }) => (
        <div key={name} data-status={name}>
          <dt>{label}</dt>
          <dd>{formatNumber(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function UndoButton({ data }: { data: Import }) {
  return (
    <ConfirmPopover
      question={texts.undoQuestion}
      confirm={texts.undoConfirm}
      onConfirm={() => void act(data.id, 'undo')}
    >
      {(open) => <Button variant="default" onClick={open}>{texts.undo}</Button>}
    </ConfirmPopover>
  );
}

/** What the same file has made is not made twice without a word. */
function RunButton({ data: { id, counts, before } }: { data: Import }) {
  const label = texts.run(formatNumber(counts.create + counts.update));
  if (before === null || counts.create === 0) {
    return <Button onClick={() => void act(id, 'run')}>{label}</Button>;
  }
  return (
    <ConfirmPopover
      question={texts.againQuestion(formatNumber(counts.create))}
      confirm={texts.againConfirm}
      onConfirm={() => void runAgain(id)}
    >
      {(open) => <Button onClick={open}>{label}</Button>}
    </ConfirmPopover>
  );
}

function Buttons({ data, onColumns }: { data: Import; onColumns: () => void }) {
  const { may, counts, id, state } = data;
  return (
    <div className={css.buttons}>
      {may.run ? <RunButton data={data} /> : null}
      {may.set ? <Button variant="default" onClick={onColumns}>{texts.back}</Button> : null}
      {counts.error > 0 ? (
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={15} stroke={1.75} />}
          href={urlOf(importErrors.path, { id }, {})}
          download
        >
          {texts.errors}
        </Button>
      ) : null}
      {may.undo ? <UndoButton data={data} /> : null}
      {state === 'checked' && may.cancel ? (
        <Button variant="subtle" onClick={() => void act(id, 'cancel')}>{texts.discard}</Button>
      ) : null}
    </div>
  );
}

/** What a run will do or has done: figures, every row with its reason, and what comes next. */
export function ImportResult({ data, onColumns }: { data: Import; onColumns: () => void }) {
  const { counts, state, undoneBy } = data;
  return (
    <>
      <Panel title={texts.states[state].replace(/^./, (letter) => letter.toUpperCase())}>
        <Figures data={data} />
        {state === 'checked' && counts.create + counts.update === 0 ? (
          <p className={css.quiet}>{counts.error > 0 ? texts.nothingRight : texts.nothing}</p>
        ) : null}
        {undoneBy ? <p className={css.quiet}>{texts.undoneBy(undoneBy.name)}</p> : null}
        <Buttons data={data} onColumns={onColumns} />
        {counts.error > 0 ? <p className={css.quiet}>{texts.errorsHint}</p> : null}
      </Panel>
      <ImportRows data={data} />
    </>
  );
}
