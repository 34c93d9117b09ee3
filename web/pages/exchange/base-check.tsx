import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { answersItself, baseCheck, baseWatch } from '#contract/exchange';
import type { BaseCheck, ExchangeBase } from '#contract/exchange';
import { call } from '../../api/client.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { Tag } from '../../ui/tag.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { act } from './use-exchange.ts';
import css from './base-panel.module.css';

const { check: texts } = ruExchange;

function Checks({ checks }: { checks: BaseCheck[] }) {
  return (
    <ul className={css.checks} aria-label={texts.results}>
      {checks.map(({ name, state, text }) => (
        <li key={name} className={css.check}>
          <Tag meaning={state}>{texts.names[name]}</Tag>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

function Watch({ base }: { base: ExchangeBase }) {
  return (
    <label className={css.watch}>
      <input
        type="checkbox"
        checked={base.watched}
        onChange={(event) => act(
          call(baseWatch, { params: { id: base.id }, body: { watched: event.target.checked } }),
          () => texts.watchSaved)}
      />
      {texts.watch}
    </label>
  );
}

/** The test button and its answers; whether the silence of this base is anybody's business. */
export function BaseTools({ base }: { base: ExchangeBase }) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => call(baseCheck, { params: { id: base.id } }),
  });
  return (
    <>
      <div className={css.tools}>
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          {texts.run}
        </Button>
        {answersItself(base) ? <Watch base={base} /> : null}
      </div>
      {data ? <Checks checks={data.checks} /> : null}
      {error ? <ErrorState error={error} title={texts.failed} onRetry={() => mutate()} /> : null}
    </>
  );
}
