// The face of commands: what 1C is asked to do, written with the change that causes it.
export { writeCommand, type CommandType, type NewCommand } from './write-command.ts';
export {
  DEAL_RECEIVER, dealReceiver, receiverIds, registerReceiver, takeDeals,
} from './receivers.ts';
export { giveCommands, type GivenCommand, type RawCommand } from './give-commands.ts';
export { settleCommands, type Settled, type Verdict } from './settle-commands.ts';
export { confirmCommands } from './confirm-commands.ts';
export { cancelCommand, repeatCommand } from './decide-command.ts';
export {
  commandsByCause, countCommands, listCommands, readCommand, type CommandCounts,
  type StoredCommand,
} from './queries.ts';
export { dropOldCommands } from './retention.ts';
