import { WebSocket, WebSocketServer } from 'ws';

// The loop that Teahouse grew from: echo to the sender, then one send for each of the others.
const port = Number(process.argv[2]);
const server = new WebSocketServer({ host: '127.0.0.1', port });

server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => {
    socket.send(data, { binary: isBinary });
    for (const client of server.clients) {
      if (client !== socket && client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
    }
  });
});
server.on('listening', () => console.log(`http://127.0.0.1:${port}`));
