import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { mergeCreate, mergePreview, mergeUndo } from '#contract/merges';
import type { MergeEntity, MergePreview, MergeSide } from '#contract/merges';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { firstField } from '../../form/first-field.ts';
import { FormError } from '../../form/form-error.tsx';
import { ru } from '../../texts/ru.ts';
import { ruMerge } from '../../texts/ru-merge.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import { toast } from '../../ui/toast-store.ts';
import { MergeFieldsTable } from './merge-fields.tsx';
import { refreshMerged } from './refresh-merged.ts';
import css from './merge.module.css';

type MergeDialogProps = {
  entity: MergeEntity; survivorId: number; loserId: number; onClose: () => void;
  /** The record that is left when all is done. */
  onDone: (survivorId: number) => void;
};

type Choice = { take: ReadonlySet<string>; header: MergeSide | undefined };

const proposed = ({ fields, headers }: MergePreview): Choice => ({
  take: new Set(fields.filter(({ take }) => take === 'loser').map(({ field }) => field)),
  header: headers[0],
});

function Moves({ moves }: { moves: MergePreview['moves'] }) {
  const some = moves.filter(({ count }) => count > 0);
  return (
    <section className={css.moves} aria-label={ruMerge.moves}>
      <h3 className={css.heading}>{ruMerge.moves}</h3>
      {some.length === 0 ? <p>{ruMerge.nothingMoves}</p> : (
        <ul className={css.counts}>
          {some.map(({ noun, count }) => (
            <li key={noun}><b>{count}</b> {ruMerge.moved(noun, count)}</li>
          ))}
        </ul>
      )}
      <p className={css.quiet}>{ruMerge.histories}</p>
      <p className={css.quiet}>{ruMerge.undoRule}</p>
    </section>
  );
}

function useMerge({ entity, onClose, onDone }: MergeDialogProps) {
  return useMutation({
    mutationFn: ({ preview, choice }: { preview: MergePreview; choice: Choice }) =>
      call(mergeCreate, {
        body: {
          entity, survivorId: preview.survivor.id, loserId: preview.loser.id,
          survivorVersion: preview.survivorVersion, loserVersion: preview.loserVersion,
          take: [...choice.take], ...(choice.header ? { header: choice.header } : {}),
        },
      }),
    onSuccess: ({ id }, { preview }) => {
      refreshMerged(entity);
      toast(ruMerge.done(preview.survivor.name), {
        undo: () => {
          call(mergeUndo, { params: { id } })
            .then(() => toast(ruMerge.undone(preview.loser.name)))
            .catch((error: unknown) => failToast(ruMerge.undoFailed, error))
            .finally(() => refreshMerged(entity));
        },
      });
      onDone(preview.survivor.id);
      onClose();
    },
  });
}

function Form({ entity, preview, onSwap, merge, onClose }: {
  entity: MergeEntity; preview: MergePreview; onSwap: () => void;
  merge: ReturnType<typeof useMerge>;
  onClose: () => void;
}) {
  const [choice, setChoice] = useState(() => proposed(preview));
  return (
    <div ref={firstField} className={css.dialog}>
      <MergeFieldsTable
        entity={entity}
        preview={preview}
        take={choice.take}
        header={choice.header}
        onTake={(take) => setChoice((now) => ({ ...now, take }))}
        onHeader={(header) => setChoice((now) => ({ ...now, header }))}
      />
      <Moves moves={preview.moves} />
      <FormError error={merge.error} />
      <div className={css.buttons}>
        <Button variant="default" onClick={onSwap}>{ruMerge.swap}</Button>
        <span className={css.space} />
        <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
        <Button
          loading={merge.isPending}
          onClick={() => merge.mutate({ preview, choice })}
        >
          {ruMerge.submit}
        </Button>
      </div>
    </div>
  );
}

/** Two records side by side: what stays, field by field, and what goes over. */
export function MergeDialog(props: MergeDialogProps) {
  const { entity, onClose } = props;
  const [isSwapped, setSwapped] = useState(false);
  const [survivorId, loserId] = isSwapped
    ? [props.loserId, props.survivorId] : [props.survivorId, props.loserId];
  const merge = useMerge(props);
  const reading = useQuery({
    ...routeQuery(mergePreview, { query: { entity, survivorId, loserId } }), staleTime: 0,
  });
  const { data } = reading;
  return (
    <Modal opened onClose={onClose} title={ruMerge.mergeTitle} size={720}>
      <ReadingState of={reading} title={ruMerge.failed} rows={8} rowHeight={32} />
      {data ? (
        <Form
          key={`${data.survivor.id} ${data.survivorVersion} ${data.loserVersion}`}
          entity={entity}
          preview={data}
          merge={merge}
          onSwap={() => setSwapped((now) => !now)}
          onClose={onClose}
        />
      ) : null}
    </Modal>
  );
}
