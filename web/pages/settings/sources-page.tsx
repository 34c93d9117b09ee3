import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  sourceCreate, sourceEdit, sourcesEdited, sourcesOrder,
} from '#contract/deal-dictionaries';
import type { EditedSource, SourceEdit } from '#contract/deal-dictionaries';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { useChanges } from '../../api/stream.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { IconArchive, IconGitMerge } from '../../ui/icons.ts';
import { Panel } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { NewRow, RowName } from './dictionary-rows.tsx';
import { MergeSourceDialog } from './merge-source-dialog.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { change, refreshSources } from './change-source.ts';
import css from './settings.module.css';

const { sources: texts } = ruSettings;

const edit = (id: number, body: SourceEdit) =>
  void change(call(sourceEdit, { params: { id }, body }));

type RowProps = {
  source: EditedSource; channels: EditedSource[]; mayEdit: boolean; onMerge: () => void;
};

function SourceRow({ source, channels, mayEdit, onMerge }: RowProps) {
  const { id, name, parentId, isBuiltIn } = source;
  return (
    <div className={css.line}>
      <div className={`${css.grow} ${css.named}`}>
        <RowName name={name} mayEdit={mayEdit} onRename={(next) => edit(id, { name: next })} />
      </div>
      {isBuiltIn ? <span className={css.hint}>{texts.builtIn}</span> : null}
      <NativeSelect
        className={css.choice}
        aria-label={texts.channelOf(name)}
        value={parentId ?? ''}
        disabled={!mayEdit}
        data={[
          { value: '', label: texts.top },
          ...channels.filter((each) => each.id !== id)
            .map((each) => ({ value: String(each.id), label: each.name })),
        ]}
        onChange={(event) => edit(id, { parentId: Number(event.currentTarget.value) || null })}
      />
      <ActionIcon
        aria-label={texts.mergeOf(name)}
        title={texts.merge}
        disabled={!mayEdit || isBuiltIn}
        onClick={onMerge}
      >
        <IconGitMerge size={16} stroke={1.6} />
      </ActionIcon>
      <ActionIcon
        aria-label={`${ruSettings.archive}: ${name}`}
        title={ruSettings.archive}
        disabled={!mayEdit || isBuiltIn}
        onClick={() => edit(id, { archived: true })}
      >
        <IconArchive size={16} stroke={1.6} />
      </ActionIcon>
    </div>
  );
}

function Archived({ all, mayEdit }: { all: EditedSource[]; mayEdit: boolean }) {
  const gone = all.filter((source) => source.archivedAt !== null);
  const nameOf = (id: number | null) => all.find((each) => each.id === id)?.name ?? '';
  if (gone.length === 0) return null;
  return (
    <Panel title={ruSettings.archived}>
      {gone.map((source) => (
        <div key={source.id} className={css.line}>
          <span className={css.grow}>{source.name}</span>
          {source.mergedIntoId === null ? (
            <Button
              variant="default"
              disabled={!mayEdit}
              onClick={() => edit(source.id, { archived: false })}
            >
              {ruSettings.restore}
            </Button>
          ) : <span className={css.hint}>{texts.merged(nameOf(source.mergedIntoId))}</span>}
        </div>
      ))}
    </Panel>
  );
}

function Channels({ all }: { all: EditedSource[] }) {
  const mayEdit = allows(useSession(), 'setting', 'edit');
  const [merged, setMerged] = useState<EditedSource | null>(null);
  const live = all.filter((source) => source.archivedAt === null);
  const channels = live.filter((source) => source.parentId === null);
  const list = (items: EditedSource[], label: string) => (
    <SortableList
      label={label}
      items={items}
      nameOf={(source) => source.name}
      disabled={!mayEdit}
      onOrder={(ids) => void change(call(sourcesOrder, { body: { ids } }))}
    >
      {(source) => (
        <SourceRow
          source={source}
          channels={channels}
          mayEdit={mayEdit}
          onMerge={() => setMerged(source)}
        />
      )}
    </SortableList>
  );
  return (
    <>
      <Panel>
        <p className={css.intro}>{texts.hint}</p>
        {list(channels, texts.list)}
        {mayEdit ? (
          <NewRow
            label={texts.addChannel}
            onAdd={(name) => change(call(sourceCreate, { body: { name } }))}
          />
        ) : null}
      </Panel>
      {channels.map((channel) => {
        const own = live.filter((source) => source.parentId === channel.id);
        return own.length === 0 ? null : (
          <Panel key={channel.id} title={channel.name}>{list(own, channel.name)}</Panel>
        );
      })}
      <Archived all={all} mayEdit={mayEdit} />
      {merged ? (
        <MergeSourceDialog source={merged} live={live} onClose={() => setMerged(null)} />
      ) : null}
    </>
  );
}

/** Where deals come from: channels and the sources in them. */
export function SourcesPage() {
  const reading = useQuery(routeQuery(sourcesEdited, {}));
  const { data } = reading;
  useChanges('source', null, refreshSources);
  return (
    <SettingsFrame title={ruSettings.nav.sources}>
      {data ? <Channels all={data} /> : null}
      <ReadingState of={reading} title={texts.failed} rows={8} rowHeight={40} />
    </SettingsFrame>
  );
}
