// Plain module served as it is: speaks both transports by hand, so the suite does not depend on a build.
/** @type {any} */
const page = window;
const windowId = new URLSearchParams(location.search).get('window') ?? '';
const transport = page.vmsTransport ?? (await openSocketTransport());

function openSocketTransport() {
  const socket = new WebSocket(`ws://${location.host}/contract?window=${windowId}`);
  /** @type {Map<number, (reply: unknown) => void>} */
  const waiting = new Map();
  /** @type {Set<(channel: string, payload: unknown) => void>} */
  const listeners = new Set();
  let id = 0;
  socket.onmessage = (event) => {
    const frame = JSON.parse(event.data);
    if (frame.kind === 'notify') for (const listener of listeners) listener(frame.channel, frame.payload);
    else waiting.get(frame.id)?.(frame.reply);
  };
  const made = {
    invoke: (/** @type {string} */ channel, /** @type {unknown} */ payload) =>
      new Promise((resolve) => {
        waiting.set((id += 1), resolve);
        socket.send(JSON.stringify({ kind: 'invoke', id, channel, payload }));
      }),
    send: (/** @type {string} */ channel, /** @type {unknown} */ payload) =>
      socket.send(JSON.stringify({ kind: 'send', channel, payload })),
    listen: (/** @type {(channel: string, payload: unknown) => void} */ listener) => listeners.add(listener),
  };
  return new Promise((resolve) => (socket.onopen = () => resolve(made)));
}

const report = (/** @type {string} */ topic, /** @type {unknown} */ value) => transport.send('probe.report', { topic, value });

function openMediaLink() {
  let bytes = 0;
  /** @type {(text: string) => void} */
  let say = () => undefined;
  const take = (/** @type {unknown} */ data) => {
    if (!(data instanceof ArrayBuffer)) return;
    const first = bytes === 0;
    bytes += data.byteLength;
    if (first) report('link-kind', Object.prototype.toString.call(data));
    say(String(bytes));
  };
  if (page.vmsTransport !== undefined) {
    addEventListener('message', (event) => {
      const port = event.ports[0];
      if (event.data !== 'vms:media-port' || port === undefined) return;
      say = (text) => port.postMessage(text);
      port.onmessage = (message) => take(message.data);
      say('hello');
    });
    transport.send('probe.connectLink', {});
    return;
  }
  const socket = new WebSocket(`ws://${location.host}/media?window=${windowId}`);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    say = (text) => socket.send(text);
    say('hello');
  };
  socket.onmessage = (event) => take(event.data);
  socket.onclose = (event) => report('link-closed', event.code);
}

/** @type {Record<string, (value: any) => unknown>} */
const actions = {
  invoke: ({ channel, payload }) => transport.invoke(channel, payload).then((/** @type {unknown} */ reply) => report('reply', reply)),
  navigate: ({ to }) => {
    location.href = to;
  },
  popup: ({ to }) => report('popup', window.open(to, '_blank') === null),
  permission: async () => report('permission', (await navigator.permissions.query({ name: 'geolocation' })).state),
  fetch: async ({ path }) => {
    const answer = await fetch(path);
    report('fetched', {
      path,
      status: answer.status,
      type: answer.headers.get('content-type'),
      policy: answer.headers.get('content-security-policy'),
    });
  },
  outside: ({ to }) =>
    fetch(to).then(
      () => report('outside', 'answered'),
      () => report('outside', 'refused'),
    ),
  inlineScript: () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    report('inline-ran', page.inlineRan === true);
  },
  link: openMediaLink,
  close: () => window.close(),
};

transport.listen((/** @type {string} */ channel, /** @type {any} */ payload) => {
  if (channel !== 'probe.onTold') return;
  const command = JSON.parse(payload.text);
  if (command.windowId === undefined || windowId === '' || command.windowId === windowId) void actions[command.action]?.(command);
});
report('loaded', {
  origin: location.origin,
  href: location.href,
  background: getComputedStyle(document.body).backgroundColor,
  nonce: document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '',
  node: typeof page.process !== 'undefined' || typeof page.require !== 'undefined',
});
