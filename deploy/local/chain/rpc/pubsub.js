import bs58 from 'bs58';
import { WebSocketServer } from 'ws';
import { accountJson } from './accounts.js';
import { answer } from './dispatch.js';
import { commitmentOf, publicKey, signature } from './errors.js';

/**
 * Serves subscriptions on the HTTP server's own port.
 * @param {import('node:http').Server} server @param {import('../bank.js').Bank} bank
 */
export function servePubsub(server, bank) {
  const sockets = new WebSocketServer({ server, maxPayload: 1024 * 1024 });
  let nextId = 1;
  const clients = new Set();
  sockets.on('connection', (socket) => {
    const subscriptions = new Map();
    clients.add(subscriptions);
    const subscribe = (subscription) => {
      subscriptions.set(nextId, { ...subscription, socket });
      // A transaction that has its commitment already is notified at once, after the answer with the id.
      setImmediate(() => check(bank, subscriptions));
      return nextId++;
    };
    const unsubscribe = ([id]) => subscriptions.delete(id);
    const methods = {
      signatureSubscribe: ([text, config]) => subscribe({ kind: 'signature', signature: signature(text), commitment: commitmentOf(config) }),
      accountSubscribe: ([address, config]) => subscribe({
        kind: 'account', key: publicKey(address), commitment: commitmentOf(config), encoding: config?.encoding, last: imageOf(bank.account(publicKey(address))),
      }),
      slotSubscribe: () => subscribe({ kind: 'slot' }),
      signatureUnsubscribe: unsubscribe, accountUnsubscribe: unsubscribe, slotUnsubscribe: unsubscribe,
    };
    socket.on('message', (data) => {
      let request;
      try {
        request = JSON.parse(data.toString());
      } catch {
        request = null;
      }
      socket.send(JSON.stringify(answer(request, methods)));
    });
    socket.on('close', () => clients.delete(subscriptions));
    socket.on('error', () => socket.terminate());
  });
  bank.on('slot', (slot) => {
    for (const subscriptions of clients) check(bank, subscriptions, slot);
  });
  return sockets;
}

function check(bank, subscriptions, slot) {
  for (const [id, subscription] of subscriptions) {
    if (subscription.kind === 'slot' && slot) notify(subscription, id, 'slotNotification', slot);
    if (subscription.kind === 'signature') checkSignature(bank, subscriptions, id, subscription);
    if (subscription.kind === 'account') checkAccount(bank, id, subscription);
  }
}

function checkSignature(bank, subscriptions, id, subscription) {
  const entry = bank.history.get(subscription.signature);
  if (!entry || entry.slot > bank.slotAt(subscription.commitment)) return;
  notify(subscription, id, 'signatureNotification', { context: { slot: entry.slot }, value: { err: entry.err } });
  subscriptions.delete(id); // a signature is notified once
}

function checkAccount(bank, id, subscription) {
  const account = bank.account(subscription.key);
  const image = imageOf(account);
  if (image === subscription.last) return;
  subscription.last = image;
  const value = accountJson(bank, account ?? { lamports: 0, owner: Buffer.alloc(32), data: Buffer.alloc(0), executable: false }, { encoding: subscription.encoding });
  notify(subscription, id, 'accountNotification', { context: { slot: bank.slot }, value });
}

function imageOf(account) {
  return account && `${account.lamports} ${bs58.encode(account.owner)} ${account.data.toString('base64')}`;
}

function notify({ socket }, id, method, result) {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ jsonrpc: '2.0', method, params: { result, subscription: id } }));
}
