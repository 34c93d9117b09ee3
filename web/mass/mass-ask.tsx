// Rows that a stage has refused for what they lack: asked once for all of them, then tried again.
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { dealRead } from '#contract/deals';
import { massRetry, massRows } from '#contract/mass';
import type { MassAsked, MassJob } from '#contract/mass';
import { call } from '../api/client.ts';
import { routeQuery } from '../api/query.ts';
import { FormError } from '../form/form-error.tsx';
import { lossFault, LossFields } from '../stage/loss-fields.tsx';
import type { LossWords } from '../stage/loss-fields.tsx';
import { NeededFields, neededBody } from '../stage/needed-fields.tsx';
import type { Values } from '../stage/needed-fields.tsx';
import { ru } from '../texts/ru.ts';
import { ruCells } from '../texts/ru-cells.ts';
import { ruMass } from '../texts/ru-mass.ts';
import { refreshMass } from './use-mass.ts';
import css from './mass.module.css';

export const LOSS = 'lostReason';
const noError = () => undefined;

/** Reasons of a pipeline are offered where one deal alone asks. */
function usePipelineOf(job: MassJob): number | undefined {
  const isAlone = job.noun === 'deals' && job.asks?.rows === 1;
  const { data: rows } = useQuery({
    ...routeQuery(massRows, { params: { id: job.id }, query: { status: 'refused', limit: 1 } }),
    enabled: isAlone,
  });
  const id = rows?.items[0]?.recordId;
  const { data: deal } = useQuery({
    ...routeQuery(dealRead, { params: { id: id ?? 0 } }), enabled: isAlone && id !== undefined,
  });
  return deal?.pipelineId;
}

function askedOf(fields: string[], values: Values, { reason, text }: LossWords): MassAsked {
  const body = neededBody(fields, values);
  return {
    ...(text.trim() ? { lostReason: text.trim() } : {}),
    ...(reason ? { lossReasonId: reason.id } : {}),
    ...(Object.keys(body).length > 0 ? { fields: body } : {}),
  };
}

type MassAskProps = { job: MassJob; onDone: (job: MassJob) => void; onClose: () => void };

export function MassAsk({ job, onDone, onClose }: MassAskProps) {
  const asked = job.asks?.fields ?? [];
  const fields = asked.filter((name) => name !== LOSS);
  const entity = job.noun === 'leads' ? 'lead' : 'deal';
  const [values, setValues] = useState<Values>({});
  const [loss, setLoss] = useState<LossWords>({ reason: null, text: '' });
  const [isTried, setTried] = useState(false);
  const pipelineId = usePipelineOf(job);
  const fault = asked.includes(LOSS) ? lossFault(loss) : null;
  const retry = useMutation({
    mutationFn: () => call(massRetry, {
      params: { id: job.id }, body: { asked: askedOf(fields, values, loss) },
    }),
    onSuccess: (next) => {
      void refreshMass();
      onDone(next);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!fault) retry.mutate();
  }

  const words = { error: isTried ? fault : null, loss, onChange: setLoss };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {job.asks && job.asks.rows > 1 ? (
        <p className={css.hint}>{ruCells.asksHint(job.asks.rows)}</p>
      ) : null}
      {asked.includes(LOSS) ? (
        entity === 'deal' ? <LossFields pipelineId={pipelineId} {...words} /> : (
          <Textarea data-autofocus label={ruMass.leadReason} maxLength={500} autosize minRows={2}
            value={loss.text} error={words.error ?? undefined}
            onChange={(event) => setLoss({ reason: null, text: event.currentTarget.value })} />
        )
      ) : null}
      <NeededFields entity={entity} fields={fields} values={values} errorOf={noError}
        set={(name, value) => setValues((now) => ({ ...now, [name]: value }))} />
      <FormError error={retry.error} shown={[]} />
      <div className={css.buttons}>
        <span className={css.space} />
        <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
        <Button type="submit" loading={retry.isPending}>{ruCells.asksSubmit}</Button>
      </div>
    </form>
  );
}
