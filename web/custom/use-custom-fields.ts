// Fields of one's own, as this reader may see them: asked once, asked again when an administrator
// has changed any.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { customFieldsList } from '#contract/custom-fields';
import type { CustomEntity, CustomField } from '#contract/custom-fields';
import { routeQuery } from '../api/query.ts';

const STALE_MS = 10 * 60_000;
const NO_FIELDS: CustomField[] = [];

export function useCustomFields(entity: CustomEntity): CustomField[] {
  const { data } = useQuery({ ...routeQuery(customFieldsList, {}), staleTime: STALE_MS });
  return useMemo(() => data?.filter((field) => field.entity === entity) ?? NO_FIELDS,
    [data, entity]);
}
