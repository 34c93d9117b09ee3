import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { ruSettings } from '../../texts/ru-settings.ts';
import { ruWorkCalendar } from '../../texts/ru-work-calendar.ts';
import { StageByStatus } from './stage-by-status.tsx';
import type { EditorProps } from './use-settings.ts';
import css from './settings.module.css';

function Flag({ setting, disabled, onSave }: EditorProps) {
  return (
    <Switch
      aria-label={setting.label}
      label={setting.value ? ruSettings.on : ruSettings.off}
      checked={setting.value === true}
      disabled={disabled}
      onChange={(event) => onSave(event.currentTarget.checked)}
    />
  );
}

function Whole({ setting, disabled, onSave }: EditorProps) {
  const [value, setValue] = useState<number | string>(Number(setting.value));
  const save = () => {
    if (value !== '' && value !== setting.value) onSave(Number(value));
  };
  return (
    <NumberInput
      aria-label={setting.label}
      value={value}
      disabled={disabled}
      allowDecimal={false}
      onChange={setValue}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}

/** A field that saves when it is left or on Enter, if it has changed. */
function Line({ label, value, disabled, onSave }: {
  label: string; value: string; disabled: boolean; onSave: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  const save = () => {
    if (text && text !== value) onSave(text);
  };
  return (
    <TextInput
      aria-label={label}
      value={text}
      disabled={disabled}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}

// Text, not type="time": that one speaks the language of the browser, «09:00 AM» among ours.
function Hours({ setting, disabled, onSave }: EditorProps) {
  const [opens, closes] = setting.value as [string, string];
  return (
    <div className={css.pair}>
      <Line
        label={`${setting.label}: ${ruSettings.opens}`}
        value={opens}
        disabled={disabled}
        onSave={(next) => onSave([next, closes])}
      />
      <span aria-hidden>—</span>
      <Line
        label={`${setting.label}: ${ruSettings.closes}`}
        value={closes}
        disabled={disabled}
        onSave={(next) => onSave([opens, next])}
      />
    </div>
  );
}

const USUAL_QUIET = ['20:00', '08:00'];

function Quiet(props: EditorProps) {
  const { setting, disabled, onSave } = props;
  return (
    <div className={css.stack}>
      {setting.value ? <Hours {...props} /> : null}
      <Switch
        label={ruWorkCalendar.quietOff}
        checked={setting.value === null}
        disabled={disabled}
        onChange={(event) => onSave(event.currentTarget.checked ? null : USUAL_QUIET)}
      />
      <p className={css.hint}>{ruWorkCalendar.quietHint}</p>
    </div>
  );
}

function Zone({ setting, disabled, onSave }: EditorProps) {
  return (
    <Select
      aria-label={setting.label}
      data={Intl.supportedValuesOf('timeZone')}
      value={String(setting.value)}
      searchable
      limit={100}
      allowDeselect={false}
      disabled={disabled}
      onChange={(value) => value && onSave(value)}
    />
  );
}

/** What has no editor of its own is still shown and may be changed as JSON. */
function Raw({ setting, disabled, onSave }: EditorProps) {
  const [text, setText] = useState(JSON.stringify(setting.value, null, 1));
  const [isBroken, setBroken] = useState(false);
  return (
    <Textarea
      aria-label={setting.label}
      autosize
      maxRows={12}
      value={text}
      disabled={disabled}
      error={isBroken ? setting.hint : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        try {
          const value: unknown = JSON.parse(text);
          setBroken(false);
          if (JSON.stringify(value) !== JSON.stringify(setting.value)) onSave(value);
        } catch {
          setBroken(true);
        }
      }}
    />
  );
}

const BY_NAME: Record<string, (props: EditorProps) => ReactNode> = {
  'company.timeZone': Zone,
  'company.hours': Hours,
  'company.quietHours': Quiet,
  'deals.stageByStatus': StageByStatus,
};

/** The editor of a setting by its name, else by the kind of its value: new ones need no screen. */
export function SettingEditor(props: EditorProps) {
  const { setting } = props;
  const Named = BY_NAME[setting.name];
  if (Named) return <Named {...props} />;
  if (typeof setting.value === 'boolean') return <Flag {...props} />;
  if (typeof setting.value === 'number') return <Whole {...props} />;
  if (typeof setting.value === 'string') {
    return (
      <Line
        label={setting.label}
        value={setting.value}
        disabled={props.disabled}
        onSave={props.onSave}
      />
    );
  }
  return <Raw {...props} />;
}
