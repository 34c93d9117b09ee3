// Sending, changing and pinning of comments; whoever shows them asks again.
import { commentPin, commentRemove, commentReplies, commentsPinned } from '#contract/comments';
import type { Comment } from '#contract/comments';
import { eventsList } from '#contract/timeline';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruComments as texts } from '../../texts/ru-comments.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';

export type CommentOf = { entity: string; entityId: number };

export function refreshComments(): void {
  for (const route of [eventsList, commentsPinned, commentReplies]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
}

export function removeComment(comment: Comment): void {
  call(commentRemove, { params: { id: comment.id } }).then(() => {
    toast(texts.removed);
    refreshComments();
  }).catch((error: unknown) => failToast(texts.remove, error));
}

export function pinComment(comment: Comment, pinned: boolean): void {
  call(commentPin, { params: { id: comment.id }, body: { pinned } })
    .then(refreshComments)
    .catch((error: unknown) => failToast(texts.pinFailed, error));
}
