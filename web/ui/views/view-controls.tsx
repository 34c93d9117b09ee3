import { ActionIcon, Button, Menu, NativeSelect, Popover, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { VIEW_AUDIENCES } from '#contract/views';
import type { SavedView, ViewQuery } from '#contract/views';
import { useCreateView, useEditView, useRemoveView, useSavedViews } from '../../api/views.ts';
import { useSession } from '../../api/session.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { useListLayout } from '../../lists/use-layout.ts';
import type { Noun } from '../../lists/use-layout.ts';
import { ru } from '../../texts/ru.ts';
import { ruLists } from '../../texts/ru-lists.ts';
import { failToast } from '../fail-toast.ts';
import { IconCheck, IconDots, IconTrash } from '../icons.ts';
import { toast } from '../toast-store.ts';
import { maySeeShares } from './may-share.ts';
import { isSameView, plainQuery } from './same-view.ts';
import css from './view-controls.module.css';

type ViewControlsProps = {
  noun: Noun;
  /** The saved view of the address, if any. */
  viewId: number | undefined;
  /** What the address shows now. */
  query: ViewQuery;
  onView: (id: number | undefined) => void;
  /** Puts the address back to what the view says. */
  onReset?: (view: SavedView) => void;
};

function SaveForm({ noun, query, onSaved }: {
  noun: Noun; query: ViewQuery; onSaved: (view: SavedView) => void;
}) {
  const [name, setName] = useState('');
  const [sharedWith, setSharedWith] = useState<SavedView['sharedWith']>('nobody');
  const create = useCreateView();
  const mayShare = maySeeShares(useSession());

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    create.mutate({ noun, name: name.trim(), query: plainQuery(query), sharedWith },
      { onSuccess: onSaved });
  }

  return (
    <form className={css.form} onSubmit={onSubmit}>
      <TextInput
        data-autofocus
        label={ru.views.name}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldError(create.error, 'name')}
      />
      {mayShare ? (
        <NativeSelect
          label={ruLists.share}
          value={sharedWith}
          data={VIEW_AUDIENCES.map((value) => ({ value, label: ruLists.audiences[value] }))}
          onChange={(event) =>
            setSharedWith(event.currentTarget.value as SavedView['sharedWith'])}
        />
      ) : null}
      <FormError error={create.error} shown={['name']} />
      <Button type="submit" disabled={!name.trim()} loading={create.isPending}>
        {ru.common.save}
      </Button>
    </form>
  );
}

/** Who sees the view; only for those who may share. */
function ShareItems({ view }: { view: SavedView }) {
  const edit = useEditView();
  const mayShare = maySeeShares(useSession());
  if (!mayShare) return null;
  return (
    <>
      <Menu.Label>{ruLists.share}</Menu.Label>
      {VIEW_AUDIENCES.map((sharedWith) => (
        <Menu.Item
          key={sharedWith}
          rightSection={view.sharedWith === sharedWith ? <IconCheck size={14} /> : null}
          onClick={() => edit.mutate({ id: view.id, sharedWith }, {
            onSuccess: () => toast(ru.views.updated(view.name)),
            onError: (error) => failToast(ruLists.share, error),
          })}
        >
          {ruLists.audiences[sharedWith]}
        </Menu.Item>
      ))}
    </>
  );
}

function DefaultItem({ noun, view }: { noun: Exclude<Noun, 'tasks'>; view: SavedView }) {
  const { layout, save } = useListLayout(noun);
  const isDefault = layout?.defaultViewId === view.id;
  return (
    <Menu.Item
      rightSection={isDefault ? <IconCheck size={14} /> : null}
      onClick={() => {
        save({ defaultViewId: isDefault ? null : view.id });
        toast(isDefault ? ruLists.defaultUnset : ruLists.defaultSet(view.name));
      }}
    >
      {isDefault ? ruLists.unmakeDefault : ruLists.makeDefault}
    </Menu.Item>
  );
}

function RemoveItem({ view, onRemoved }: { view: SavedView; onRemoved: () => void }) {
  const remove = useRemoveView();
  return (
    <Menu.Item
      leftSection={<IconTrash size={16} stroke={1.6} />}
      onClick={() => remove.mutate(view.id, {
        onSuccess: () => {
          onRemoved();
          toast(ru.views.removed(view.name));
        },
        onError: (error) => failToast(ru.views.remove, error),
      })}
    >
      {ru.views.remove}
    </Menu.Item>
  );
}

function KnownView({ noun, view, query, onView, onReset }: ViewControlsProps & {
  view: SavedView;
}) {
  const edit = useEditView();
  const isChanged = !isSameView(view.query, query);

  function update() {
    edit.mutate({ id: view.id, query: plainQuery(query) }, {
      onSuccess: () => toast(ru.views.updated(view.name)),
      onError: (error) => failToast(ru.views.update, error),
    });
  }

  return (
    <>
      {view.isReduced ? <span className={css.note}>{ruLists.reduced}</span> : null}
      {isChanged && view.mine ? (
        <Button variant="default" onClick={update} loading={edit.isPending}>
          {ru.views.update}
        </Button>
      ) : null}
      {isChanged && onReset ? (
        <Button variant="subtle" title={ruLists.resetHint} onClick={() => onReset(view)}>
          {ruLists.reset}
        </Button>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`${view.name}: ${ru.common.more}`}>
            <IconDots size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {view.mine ? null : <Menu.Label>{ruLists.of(view.ownerName)}</Menu.Label>}
          {noun === 'tasks' ? null : <DefaultItem noun={noun} view={view} />}
          {view.mine ? <ShareItems view={view} /> : null}
          {view.mine ? <RemoveItem view={view} onRemoved={() => onView(undefined)} /> : null}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** «Сохранить вид» for a new filter, «Обновить вид» and «Сбросить» when one has been changed. */
export function ViewControls(props: ViewControlsProps) {
  const { noun, viewId, query, onView } = props;
  const [opened, setOpened] = useState(false);
  const view = useSavedViews(noun).find((each) => each.id === viewId);
  const isChanged = view ? !view.mine && !isSameView(view.query, query)
    : Boolean(query.filter || query.q || query.sort || query.columns || query.group
      || query.folderId);
  return (
    <>
      {view ? <KnownView {...props} view={view} /> : null}
      {isChanged ? (
        <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
          <Popover.Target>
            <Button variant="default" onClick={() => setOpened(!opened)}>{ru.views.save}</Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={ru.views.save}>
            <SaveForm
              noun={noun}
              query={query}
              onSaved={(saved) => {
                setOpened(false);
                onView(saved.id);
                toast(ru.views.saved(saved.name));
              }}
            />
          </Popover.Dropdown>
        </Popover>
      ) : null}
    </>
  );
}
