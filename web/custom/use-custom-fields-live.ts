// Apart from the fields themselves: the frame of every screen needs no more than this.
import { queryClient } from '../api/query.ts';
import { useChanges } from '../api/stream.ts';

/** What a change of fields may alter: their list, what lists filter by, values of open records. */
const TOUCHED = /^customFields\.|\.(fields|read|list|board)$/;

/** Once in the frame of the screens: a field appears on open cards and lists without a reload. */
export function useCustomFieldsLive(): void {
  useChanges('customField', null, () => {
    void queryClient.invalidateQueries({
      predicate: ({ queryKey }) => TOUCHED.test(String(queryKey[0])),
    });
  });
}
