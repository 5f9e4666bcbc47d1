import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { UUID } from '@lumino/coreutils';

/** What is needed of a kernel connection to speak on a subshell. */
export type Speaking = Pick<
  Kernel.IKernelConnection,
  | 'clientId'
  | 'username'
  | 'info'
  | 'supportsSubshells'
  | 'statusChanged'
  | 'connectionStatusChanged'
  | 'sendShellMessage'
  | 'sendControlMessage'
>;

/** Milliseconds that a kernel may take to say what it can do; a busy one says it when its cell has ended. */
const PATIENCE = 1000;

const open = new WeakMap<Speaking, Promise<string | null>>();

/**
 * The id of a subshell of a kernel, one for all who ask; null where the kernel has none. JupyterLab's own comms wait for
 * a kernel that is free before they ask for one, and for ever when the answer was lost with a connection.
 */
export function subshellOf(kernel: Speaking): Promise<string | null> {
  const known = open.get(kernel);
  if (known) return known;
  let made = false;
  const id = create(kernel);
  open.set(kernel, id);
  const forget = () => {
    kernel.statusChanged.disconnect(onStatus);
    kernel.connectionStatusChanged.disconnect(onConnection);
    if (open.get(kernel) === id) open.delete(kernel);
  };
  const onStatus = (_kernel: unknown, status: string) => {
    if (status === 'restarting' || status === 'autorestarting' || status === 'starting') forget();
  };
  const onConnection = (_kernel: unknown, status: string) => {
    if (status !== 'connected' && !made) forget();
  };
  kernel.statusChanged.connect(onStatus);
  kernel.connectionStatusChanged.connect(onConnection);
  id.then(() => (made = true), forget);
  return id;
}

/** Send a message to a subshell, or to the main shell. */
export function tell(
  kernel: Speaking,
  type: 'comm_open' | 'comm_msg' | 'comm_close',
  content: object,
  subshell: string | null,
): void {
  kernel.sendShellMessage(message(kernel, 'shell', type, content, subshell) as KernelMessage.IShellMessage);
}

async function create(kernel: Speaking): Promise<string | null> {
  const told = kernel.info.then(
    () => true,
    () => true,
  );
  const knows = await Promise.race([told, new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE, false))]);
  if (knows && !kernel.supportsSubshells) return null;
  const asked = message(kernel, 'control', 'create_subshell_request', {}, null) as KernelMessage.IControlMessage;
  const future = kernel.sendControlMessage(asked, true);
  const made = new Promise<string | null>((resolve) => {
    future.onReply = (reply) => resolve((reply.content as { subshell_id?: string }).subshell_id ?? null);
  });
  // a kernel that knows no subshells leaves the question unanswered, and says what it can do later
  const cannot = new Promise<null>((resolve) => void told.then(() => kernel.supportsSubshells || resolve(null)));
  return Promise.race([made, cannot]);
}

function message(kernel: Speaking, channel: string, msg_type: string, content: object, subshell_id: string | null) {
  const header = {
    msg_id: UUID.uuid4(),
    msg_type,
    session: kernel.clientId,
    username: kernel.username,
    date: new Date().toISOString(),
    version: '5.3',
    ...(subshell_id != null && { subshell_id }),
  };
  return { channel, header, parent_header: {}, metadata: {}, content, buffers: [] } as unknown;
}
