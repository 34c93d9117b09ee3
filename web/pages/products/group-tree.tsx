import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { productGroupEdit, productGroupOwners, productGroupsList } from '#contract/catalog';
import type { ProductGroup } from '#contract/catalog';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import { ruProducts } from '../../texts/ru-products.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconX } from '../../ui/icons.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import css from './products.module.css';

type Node = { group: ProductGroup; depth: number; ids: number[]; count: number };

/** Groups as rows of a tree, children after their parent; counts take in what is below. */
export function treeOf(groups: ProductGroup[]): Node[] {
  const ids = new Set(groups.map(({ id }) => id));
  const childrenOf = (parent: number | null) => groups.filter(({ parentId }) =>
    (parentId !== null && ids.has(parentId) ? parentId : null) === parent);
  const walk = (group: ProductGroup, depth: number): Node[] => {
    const below = childrenOf(group.id).flatMap((child) => walk(child, depth + 1));
    const children = below.filter((node) => node.depth === depth + 1);
    return [{
      group, depth,
      ids: [group.id, ...children.flatMap((node) => node.ids)],
      count: children.reduce((sum, node) => sum + node.count, group.productCount),
    }, ...below];
  };
  return childrenOf(null).flatMap((group) => walk(group, 0));
}

export function useGroups() {
  return useQuery({ ...routeQuery(productGroupsList, {}), staleTime: 60_000 });
}

function saveOwners(group: ProductGroup, employeeIds: number[]): void {
  call(productGroupOwners, { params: { id: group.id }, body: { employeeIds } }).then(() => {
    announce(ruProducts.ownersSaved);
    void queryClient.invalidateQueries({ queryKey: keyOf(productGroupsList) });
  }).catch((error: unknown) => failToast(ruProducts.owners, error));
}

function saveParent(group: ProductGroup, parentId: number | null): void {
  call(productGroupEdit, { params: { id: group.id }, body: { parentId } }).then(() => {
    announce(ruProducts.parentSaved);
    void queryClient.invalidateQueries({ queryKey: keyOf(productGroupsList) });
  }).catch((error: unknown) => failToast(ruProducts.parent, error));
}

/** Where the chosen group stands in the tree. */
function GroupParent({ group, groups }: { group: ProductGroup; groups: ProductGroup[] }) {
  if (!allows(useSession(), 'product', 'edit')) return null;
  const within = new Set(treeOf(groups).find((node) => node.group.id === group.id)?.ids);
  return (
    <Select
      label={ruProducts.parent}
      placeholder={ruProducts.noParent}
      clearable
      searchable
      data={groups.filter(({ id }) => !within.has(id))
        .map(({ id, name }) => ({ value: String(id), label: name }))}
      value={group.parentId === null ? null : String(group.parentId)}
      onChange={(id) => saveParent(group, id === null ? null : Number(id))}
    />
  );
}

/** Who answers for the chosen group. */
export function GroupOwners({ group }: { group: ProductGroup }) {
  const mayEdit = allows(useSession(), 'setting', 'edit');
  const ids = group.owners.map(({ id }) => id);
  return (
    <section className={css.owners} aria-label={ruProducts.owners}>
      <h2 className={css.heading}>{ruProducts.owners}</h2>
      {group.owners.length === 0 ? <p className={css.quiet}>{ruProducts.noOwners}</p> : (
        <ul className={css.ownerList}>
          {group.owners.map((owner) => (
            <li key={owner.id}>
              {owner.name}
              {mayEdit ? (
                <button
                  type="button"
                  className={css.icon}
                  aria-label={ruProducts.removeOwner(owner.name)}
                  onClick={() => saveOwners(group, ids.filter((id) => id !== owner.id))}
                >
                  <IconX size={14} stroke={1.75} aria-hidden />
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayEdit ? (
        <>
          <ReferenceSelect
            aria-label={ruProducts.addOwner}
            placeholder={ruProducts.addOwner}
            source="employees"
            value={null}
            onChange={(person) => person && saveOwners(group, [...ids, person.id])}
          />
          <p className={css.quiet}>{ruProducts.ownersHint}</p>
        </>
      ) : null}
    </section>
  );
}

/** The tree of groups at the left of the list. */
export function GroupTree({ chosen, onChoose }: {
  chosen: number | undefined; onChoose: (id: number | undefined) => void;
}) {
  const reading = useGroups();
  const { data } = reading;
  if (!data) {
    return <ReadingState of={reading} title={ruProducts.groupsFailed} rows={8} rowHeight={28} />;
  }
  const group = data.find(({ id }) => id === chosen);
  return (
    <>
      <nav className={css.tree} aria-label={ruProducts.groups}>
        <button
          type="button"
          className={css.node}
          aria-current={chosen === undefined ? 'true' : undefined}
          onClick={() => onChoose(undefined)}
        >
          <span className={css.nodeName}>{ruProducts.allGroups}</span>
        </button>
        {treeOf(data).map((node) => (
          <button
            key={node.group.id}
            type="button"
            className={css.node}
            aria-current={node.group.id === chosen ? 'true' : undefined}
            style={{ paddingLeft: 10 + node.depth * 14 }}
            onClick={() => onChoose(node.group.id)}
          >
            <span className={css.nodeName}>{node.group.name}</span>
            <span className={css.count}>{formatNumber(node.count)}</span>
          </button>
        ))}
      </nav>
      {group ? <GroupOwners group={group} /> : null}
      {group ? <GroupParent group={group} groups={data} /> : null}
    </>
  );
}
