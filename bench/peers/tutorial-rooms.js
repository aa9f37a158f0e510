import { WebSocket, WebSocketServer } from 'ws';

// The tutorial's loop with a room for each path. It stores nothing and asks nobody who they are.
const port = Number(process.argv[2]);
const server = new WebSocketServer({ host: '127.0.0.1', port });
const rooms = new Map();

server.on('connection', (socket, request) => {
  const members = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, members.add(socket));
  socket.on('close', () => members.delete(socket));
  socket.on('message', (data, isBinary) => {
    socket.send(data, { binary: isBinary });
    for (const client of members) {
      if (client !== socket && client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
    }
  });
});
server.on('listening', () => console.log(`http://127.0.0.1:${port}`));
