/* global Bun */
const port = Number(process.argv[2]);

const server = Bun.serve({
  hostname: '127.0.0.1',
  port,
  fetch(request, server) {
    if (!server.upgrade(request)) return new Response(null, { status: 426 });
  },
  websocket: {
    open: (socket) => socket.subscribe('room'),
    message: (_socket, text) => server.publish('room', text),
  },
});
console.log(`http://127.0.0.1:${port}`);
