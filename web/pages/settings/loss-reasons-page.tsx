import { ActionIcon, Button, NativeSelect, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  lossReasonCreate, lossReasonEdit, lossReasonsList, lossReasonsOrder,
} from '#contract/deal-dictionaries';
import type { LossReason, LossReasonEdit } from '#contract/deal-dictionaries';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { useChanges } from '../../api/stream.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { IconArchive } from '../../ui/icons.ts';
import { Panel } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { usePipelines } from '../deals/use-deals-view.ts';
import { NewRow, RowName } from './dictionary-rows.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import css from './settings.module.css';

const { lossReasons: texts } = ruSettings;

const refresh = () => void queryClient.invalidateQueries({ queryKey: keyOf(lossReasonsList) });

function change(act: Promise<unknown>): Promise<boolean> {
  return act.then(() => true, (error: unknown) => {
    failToast(texts.changeFailed, error);
    return false;
  }).finally(refresh);
}

const edit = (id: number, body: LossReasonEdit) =>
  void change(call(lossReasonEdit, { params: { id }, body }));

function Reason({ reason, mayEdit }: { reason: LossReason; mayEdit: boolean }) {
  const { pipelines } = usePipelines();
  return (
    <div className={css.line}>
      <div className={`${css.grow} ${css.named}`}>
        <RowName
          name={reason.name}
          mayEdit={mayEdit}
          onRename={(name) => edit(reason.id, { name })}
        />
      </div>
      <NativeSelect
        className={css.choice}
        aria-label={texts.pipelineOf(reason.name)}
        value={reason.pipelineId ?? ''}
        disabled={!mayEdit}
        data={[
          { value: '', label: texts.everyPipeline },
          ...pipelines.map((each) => ({ value: String(each.id), label: each.name })),
        ]}
        onChange={(event) =>
          edit(reason.id, { pipelineId: Number(event.currentTarget.value) || null })}
      />
      <Switch
        label={texts.needsText}
        aria-label={texts.needsTextOf(reason.name)}
        checked={reason.needsText}
        disabled={!mayEdit}
        onChange={(event) => edit(reason.id, { needsText: event.currentTarget.checked })}
      />
      <ActionIcon
        aria-label={`${ruSettings.archive}: ${reason.name}`}
        title={ruSettings.archive}
        disabled={!mayEdit}
        onClick={() => edit(reason.id, { archived: true })}
      >
        <IconArchive size={16} stroke={1.6} />
      </ActionIcon>
    </div>
  );
}

function Reasons({ reasons }: { reasons: LossReason[] }) {
  const mayEdit = allows(useSession(), 'setting', 'edit');
  const archived = reasons.filter((reason) => reason.archivedAt !== null);
  return (
    <>
      <Panel>
        <p className={css.intro}>{texts.hint}</p>
        <SortableList
          label={texts.list}
          items={reasons.filter((reason) => reason.archivedAt === null)}
          nameOf={(reason) => reason.name}
          disabled={!mayEdit}
          onOrder={(ids) => void change(call(lossReasonsOrder, { body: { ids } }))}
        >
          {(reason) => <Reason reason={reason} mayEdit={mayEdit} />}
        </SortableList>
        {mayEdit ? (
          <NewRow
            label={texts.add}
            onAdd={(name) => change(call(lossReasonCreate, { body: { name } }))}
          />
        ) : null}
      </Panel>
      {archived.length > 0 ? (
        <Panel title={ruSettings.archived}>
          {archived.map((reason) => (
            <div key={reason.id} className={css.line}>
              <span className={css.grow}>{reason.name}</span>
              <Button
                variant="default"
                disabled={!mayEdit}
                onClick={() => edit(reason.id, { archived: false })}
              >
                {ruSettings.restore}
              </Button>
            </div>
          ))}
        </Panel>
      ) : null}
    </>
  );
}

/** Why deals are lost: the list of the lost dialog. */
export function LossReasonsPage() {
  const reading = useQuery(routeQuery(lossReasonsList, {}));
  const { data } = reading;
  useChanges('lossReason', null, refresh);
  return (
    <SettingsFrame title={ruSettings.nav.lossReasons}>
      {data ? <Reasons reasons={data} /> : null}
      <ReadingState of={reading} title={texts.failed} rows={8} rowHeight={40} />
    </SettingsFrame>
  );
}
