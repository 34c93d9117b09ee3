import { Button, NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useState } from 'react';
import { IMPORT_COLUMNS_MAX } from '#contract/imports';
import type { Import, ImportSettings, ImportSubject } from '#contract/imports';
import { FormError } from '../../form/form-error.tsx';
import { ruImports as texts } from '../../texts/ru-imports.ts';
import { Panel } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { ColumnsTable } from './columns-table.tsx';
import { act, keepImport, saveSettings, useSubjects } from './use-imports.ts';
import css from './imports.module.css';

const HEADER_ROWS_MAX = 100;

type Change = (patch: Partial<ImportSettings>) => void;
type PartProps = {
  data: Import; subject: ImportSubject; settings: ImportSettings; change: Change;
};

/** Where the table of the file begins; another place is read anew. */
function PlaceFields({ data, settings, change }: Omit<PartProps, 'subject'>) {
  const { sheets } = data.file;
  return (
    <>
      {sheets.length > 1 ? (
        <NativeSelect
          label={texts.sheet}
          value={settings.sheet}
          data={sheets.map((name, index) => ({ value: String(index), label: name }))}
          onChange={(event) => change({ sheet: Number(event.currentTarget.value) })}
        />
      ) : null}
      <NumberInput
        size="xs"
        label={texts.headerRow}
        value={settings.headerRow}
        min={1}
        max={HEADER_ROWS_MAX}
        clampBehavior="strict"
        className={css.short}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1) change({ headerRow: value });
        }}
      />
    </>
  );
}

function HowFields({ subject, settings, change }: Omit<PartProps, 'data'>) {
  const { columns, mode, key } = settings;
  const keys = subject.keys.filter(({ fields }) => fields.some((field) => columns.includes(field)));
  return (
    <>
      <NativeSelect
        label={texts.mode}
        value={mode}
        data={subject.modes.map((each) => ({ value: each, label: texts.modes[each] }))}
        onChange={(event) =>
          change({ mode: event.currentTarget.value as ImportSettings['mode'] })}
      />
      <NativeSelect
        label={texts.key}
        value={key ?? ''}
        data={[
          { value: '', label: texts.noKey },
          ...keys.map((each) => ({ value: each.name, label: each.label })),
        ]}
        onChange={(event) => change({ key: event.currentTarget.value || null })}
      />
      <Switch
        label={texts.clearEmpty}
        description={texts.clearEmptyHint}
        checked={settings.clearEmpty}
        onChange={(event) => change({ clearEmpty: event.currentTarget.checked })}
      />
    </>
  );
}

let lastKept: Promise<unknown> = Promise.resolve();

/** One after another: an older choice that arrives late would undo a newer one. */
function keepChosen(id: number, settings: ImportSettings): Promise<Import> {
  const kept = lastKept.then(() => saveSettings(id, settings));
  lastKept = kept.catch(() => undefined);
  return kept;
}

/** Settings are kept as they are chosen; the answer to an older choice is not shown. */
function useSettings(data: Import) {
  const [settings, setSettings] = useState(data.settings);
  const [error, setError] = useState<unknown>(null);
  const [saving, setSaving] = useState(0);
  const change: Change = (patch) => {
    const isMoved = 'sheet' in patch || 'headerRow' in patch;
    const next = { ...settings, ...patch };
    setSettings(next);
    if (!isMoved) {
      // A page that is closed and opened again shows the choice. A refusal is told by the check.
      const isKept = data.state === 'draft' && saving === 0;
      if (isKept) void keepChosen(data.id, next).then(keepImport, () => undefined);
      return;
    }
    setSaving((count) => count + 1);
    keepChosen(data.id, next).then((saved) => {
      setSettings(saved.settings);
      setError(null);
      keepImport(saved);
    }).catch(setError).finally(() => setSaving((count) => count - 1));
  };
  return { settings, change, error, setError, isSaving: saving > 0 };
}

const missingOf = ({ fields }: ImportSubject, { columns, mode }: ImportSettings): string[] =>
  (mode === 'update' ? [] : fields.filter(({ name, required }) =>
    required && !columns.includes(name)).map(({ label }) => `«${label}»`));

function Facts({ file }: { file: Import['file'] }) {
  return (
    <p className={css.quiet}>
      {file.remembered ? texts.remembered : texts.guessed}
      {file.encoding && file.delimiter
        ? ` ${texts.readAs(file.encoding, texts.delimiters[file.delimiter] ?? file.delimiter)}`
        : ''}
      {file.isCut ? ` ${texts.isCut(String(IMPORT_COLUMNS_MAX))}` : ''}
    </p>
  );
}

function Form({ data, subject, onChecked }: {
  data: Import; subject: ImportSubject; onChecked: () => void;
}) {
  const { settings, change, error, setError, isSaving } = useSettings(data);
  const missing = missingOf(subject, settings);
  async function check() {
    try {
      keepImport(await keepChosen(data.id, settings));
    } catch (refusal) {
      setError(refusal);
      return;
    }
    await act(data.id, 'check');
    onChecked();
  }
  return (
    <Panel>
      {data.failure ? (
        <p className={css.problem} role="alert">{`${texts.failed}. ${data.failure}`}</p>
      ) : null}
      <div className={css.fields}>
        <PlaceFields data={data} settings={settings} change={change} />
        <HowFields subject={subject} settings={settings} change={change} />
      </div>
      <Facts file={data.file} />
      <ColumnsTable data={data} subject={subject} settings={settings} change={change} />
      {missing.length > 0 ? (
        <p className={css.problem}>{texts.missing(missing.join(', '))}</p>
      ) : null}
      <FormError error={error} />
      <div className={css.buttons}>
        <Button disabled={isSaving || missing.length > 0} onClick={() => void check()}>
          {texts.check}
        </Button>
        <Button variant="subtle" onClick={() => void act(data.id, 'cancel')}>
          {texts.discard}
        </Button>
      </div>
    </Panel>
  );
}

/** What each column means, by what records are known again, and what an empty cell does. */
export function MappingStep({ data, onChecked }: { data: Import; onChecked: () => void }) {
  const { data: subjects, error, refetch } = useSubjects();
  if (error && !subjects) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const subject = subjects?.find(({ noun }) => noun === data.noun);
  if (!subject) return <SkeletonRows count={8} height={40} />;
  return <Form key={data.id} data={data} subject={subject} onChecked={onChecked} />;
}
