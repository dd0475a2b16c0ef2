// The only script of the frame in which drawings are drawn (drawSvg.ts). The policy names it by its hash.
addEventListener('message', ({ data: { svg, width, height, side }, ports: [port] }) => {
  const image = new Image();
  image.onerror = () => port?.postMessage(null);
  image.onload = () => {
    const wide = width ?? (image.naturalWidth || side);
    const high = height ?? (image.naturalHeight || side);
    const scale = side / Math.max(wide, high);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(wide * scale));
    canvas.height = Math.max(1, Math.round(high * scale));
    const context = canvas.getContext('2d');
    if (!context) return port?.postMessage(null);
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(async (png) => {
      // Bytes: a blob may still lie with this frame when the frame is gone.
      port?.postMessage(png && (await png.arrayBuffer()));
    });
  };
  image.src = URL.createObjectURL(svg);
});
