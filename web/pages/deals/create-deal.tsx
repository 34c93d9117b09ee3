import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { dealCreate, dealsBoard, dealsList, sourcesList } from '#contract/deals';
import type { Pipeline } from '#contract/deals';
import { ApiProblem, call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useSession } from '../../api/session.ts';
import { FormError } from '../../form/form-error.tsx';
import { MoneyInput } from '../../form/money-input.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceMake, ReferenceValue } from '../../form/reference-select.tsx';
import { useMaking } from '../../form/use-making.ts';
import { useOpenMade } from '../../form/use-open-made.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { toast } from '../../ui/toast-store.ts';
import { ClientMoney } from '../companies/client-money.tsx';
import { makesCompany } from '../record/makes.tsx';
import type { DealsView } from './use-deals-view.ts';
import css from '../../form/form.module.css';

const FIELDS = ['title', 'companyId', 'estimateKopecks', 'sourceId', 'pipelineId'];

type Draft = {
  title: string;
  company: ReferenceValue | null;
  pipelineId: string | null;
  sourceId: string | null;
  estimateKopecks: number | null;
};

type Making = { draft: Draft; stageId: number | undefined };

const make = ({ draft, stageId }: Making) => call(dealCreate, {
  body: {
    title: draft.title.trim(),
    ...(draft.company ? { companyId: draft.company.id } : {}),
    ...(draft.pipelineId ? { pipelineId: Number(draft.pipelineId) } : {}),
    ...(draft.sourceId ? { sourceId: Number(draft.sourceId) } : {}),
    ...(draft.estimateKopecks === null ? {} : { estimateKopecks: draft.estimateKopecks }),
    ...(stageId === undefined ? {} : { stageId }),
  },
});

/** A stage that asks for more than one line gets the deal later: it is born in the first one. */
async function makeSomewhere(making: Making) {
  try {
    return { ...await make(making), asked: null };
  } catch (error) {
    const asks = error instanceof ApiProblem
      && (error.code === 'stage.needsFields' || error.code === 'stage.needsOthers');
    if (!asks || making.stageId === undefined) throw error;
    return { ...await make({ ...making, stageId: undefined }), asked: error.detail };
  }
}

function useCreate(onDone: () => void) {
  const open = useOpenMade();
  return useMutation({
    mutationFn: makeSomewhere,
    onSuccess: (deal) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(dealsBoard) });
      void queryClient.invalidateQueries({ queryKey: keyOf(dealsList) });
      onDone();
      toast(deal.asked === null ? ruDeals.create.created(deal.number)
        : ruDeals.create.createdFirst(deal.number, deal.asked));
      void open(paths.deal(deal.id));
    },
  });
}

const names = (items: { id: number; name: string }[]) =>
  items.map((item) => ({ value: String(item.id), label: item.name }));

/** Where the deal belongs and where it came from. */
function OriginFields({ draft, set, pipelines, error }: {
  draft: Draft; set: (patch: Partial<Draft>) => void; pipelines: Pipeline[]; error: unknown;
}) {
  const { data: sources } = useQuery(routeQuery(sourcesList, {}));
  return (
    <div className={css.pair}>
      <Select
        label={ruDeals.create.pipeline}
        data={names(pipelines.filter((each) => each.mayUse))}
        allowDeselect={false}
        value={draft.pipelineId}
        onChange={(pipelineId) => set({ pipelineId })}
        error={fieldError(error, 'pipelineId')}
      />
      <Select
        label={ruDeals.create.source}
        data={names(sources ?? [])}
        clearable
        placeholder={ru.common.notSet}
        value={draft.sourceId}
        onChange={(sourceId) => set({ sourceId })}
        error={fieldError(error, 'sourceId')}
      />
    </div>
  );
}

type FieldsProps = {
  draft: Draft; set: (patch: Partial<Draft>) => void; pipelines: Pipeline[];
  /** The server's refusal, and what the form itself misses. */
  error: unknown; lacksTitle: boolean;
  make: ReferenceMake | undefined;
};

function Fields({ draft, set, pipelines, error, lacksTitle, make }: FieldsProps) {
  return (
    <>
      <TextInput
        data-autofocus
        label={ruDeals.create.name}
        placeholder={ruDeals.create.namePlaceholder}
        maxLength={500}
        value={draft.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        error={lacksTitle ? ruDeals.create.needName : fieldError(error, 'title')}
      />
      <ReferenceSelect
        label={ruDeals.create.company}
        source="companies"
        placeholder={ruDeals.create.companyPlaceholder}
        value={draft.company}
        make={make}
        onChange={(company) => set({ company })}
        error={fieldError(error, 'companyId')}
      />
      {draft.company ? (
        <ClientMoney companyId={draft.company.id} name={draft.company.title} saysClear />
      ) : null}
      <OriginFields draft={draft} set={set} pipelines={pipelines} error={error} />
      <MoneyInput
        label={ruDeals.create.estimate}
        value={draft.estimateKopecks}
        onChange={(estimateKopecks) => set({ estimateKopecks })}
        error={fieldError(error, 'estimateKopecks')}
      />
    </>
  );
}

type DealFormProps = {
  pipelines: Pipeline[];
  /** Where the deal begins; the first pipeline and stage unless told. */
  pipeline?: number | undefined; stageId?: number | undefined;
  /** Whose deal it is, known before the form opens. */
  company?: ReferenceValue;
  onClose: () => void;
};

/** A deal is born with one line; the rest is filled on its card. */
export function DealForm({ pipelines, stageId, company, ...props }: DealFormProps) {
  const { onClose: close } = props;
  const pipeline = String(props.pipeline ?? pipelines[0]?.id ?? '');
  const create = useCreate(close);
  const [isTried, setTried] = useState(false);
  const [draft, setDraft] = useState<Draft>({
    title: '', company: company ?? null, pipelineId: pipeline, sourceId: null,
    estimateKopecks: null,
  });
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const making = useMaking(makesCompany(useSession()), (made) => set({ company: made }));
  const ownStage = draft.pipelineId === pipeline ? stageId : undefined;
  const title = draft.title.trim();

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (title) create.mutate({ draft, stageId: ownStage });
  }

  // The deal waits as it is: two dialogs at once would both hear Escape.
  if (making.form) return making.form;
  return (
    <Modal opened onClose={close} title={ruDeals.create.title} size={460}>
      <form className={css.form} onSubmit={onSubmit} noValidate>
        <Fields
          draft={draft}
          set={set}
          pipelines={pipelines}
          error={create.error}
          lacksTitle={isTried && !title}
          make={making.make}
        />
        <FormError error={create.error} shown={FIELDS} />
        <div className={css.buttons}>
          <Button variant="default" onClick={close}>{ru.common.cancel}</Button>
          <Button type="submit" loading={create.isPending}>{ruDeals.create.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}

/** The form of the board, the list and the calendar: their address says that it is open. */
export function CreateDeal({ view, pipelines }: { view: DealsView; pipelines: Pipeline[] }) {
  const { pipeline, stage } = view.search;
  return (
    <DealForm
      pipelines={pipelines}
      pipeline={pipeline}
      stageId={stage}
      onClose={() => view.change({ create: undefined, stage: undefined }, { replace: true })}
    />
  );
}
