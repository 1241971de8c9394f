# serves S0-55
story A whole way in Spanish, without one English word
phone lucia +254711000003
lucia: HABLAR
lucia < Antes de seguir: pares formados y el equipo leen lo que escribes. Se *
lucia < Queda entre nosotros, salvo que peligre una vida o un niño: entonces debemos *
lucia: si
lucia < ¿Qué edad tienes? 1 menos de 13, 2 13-15, 3 16-17, 4 18-24, 5 25-59, 6 60 o *
lucia: 5
lucia < Aqui te llamas {lucia}. Quienes hablan contigo ven ese nombre, nunca tu numero.
lucia < ¿Como quieres hablar? 1 Por mensajes, 2 Llamame, 3 Dejar un mensaje, 4 Con un deseo, 5 Ayudame a elegir
lucia: MENU
lucia < ¿Qué deseas? 1 Hablar, 2 Buscar ayuda, 3 Saludo diario, 4 Por otra persona, 5 *
