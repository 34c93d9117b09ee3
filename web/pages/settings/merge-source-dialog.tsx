import { Button, Modal, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sourceMerge, sourceUsage } from '#contract/deal-dictionaries';
import type { EditedSource, SourceUsage } from '#contract/deal-dictionaries';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { ru } from '../../texts/ru.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import { toast } from '../../ui/toast-store.ts';
import { change } from './change-source.ts';
import form from '../../form/form.module.css';

const { sources: texts } = ruSettings;

/** A channel beside a source of the same name says whose each is. */
function targetsOf(source: EditedSource, live: EditedSource[]) {
  const nameOf = (id: number | null) => live.find((each) => each.id === id)?.name;
  return live.filter((each) => each.id !== source.id).map((each) => {
    const channel = nameOf(each.parentId);
    return { value: String(each.id), label: channel ? `${channel} → ${each.name}` : each.name };
  });
}

function Consequences({ usage, into }: { usage: SourceUsage; into: string | undefined }) {
  return (
    <>
      <p>{texts.mergeHint(usage.deals, usage.leads, into)}</p>
      <p className={form.warning}>{texts.mergeLasts}</p>
    </>
  );
}

/** Says how much moves before it does, because a merge of sources cannot be taken back. */
export function MergeSourceDialog({ source, live, onClose }: {
  source: EditedSource; live: EditedSource[]; onClose: () => void;
}) {
  const [intoId, setInto] = useState('');
  const reading = useQuery({
    ...routeQuery(sourceUsage, { params: { id: source.id } }), staleTime: 0,
  });
  const usage = reading.data;
  const into = live.find((each) => String(each.id) === intoId)?.name;
  function merge() {
    void change(call(sourceMerge, {
      params: { id: source.id }, body: { intoId: Number(intoId) },
    })).then((isDone) => {
      if (!isDone) return;
      toast(texts.mergeDone(source.name, into ?? ''));
      onClose();
    });
  }
  return (
    <Modal opened onClose={onClose} title={texts.mergeTitle(source.name)} size={460}>
      <div className={form.form}>
        <NativeSelect
          label={texts.into}
          value={intoId}
          data={[{ value: '', label: '—' }, ...targetsOf(source, live)]}
          onChange={(event) => setInto(event.currentTarget.value)}
        />
        {usage ? <Consequences usage={usage} into={into} /> : null}
        <ReadingState of={reading} title={texts.usageFailed} rows={2} rowHeight={20} />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button disabled={!intoId || !usage} onClick={merge}>{texts.submitMerge}</Button>
        </div>
      </div>
    </Modal>
  );
}
