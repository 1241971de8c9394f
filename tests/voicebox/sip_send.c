// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Sends files to a SIP port, each as one datagram, from the port that its first
 * Via names (answers go there), and prints what comes back:
 *
 *   sip-send FROM TO PORT WAIT_MS FILE...	->	"FILE 180 200" or "FILE -"
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static char data[65536];

/* The port behind the first Via's host; 5060 when none is there. */
static int via_port(size_t len)
{
	size_t i;
	int port = 0;

	for (i = 0; i + 4 < len; i++)
		if (strncasecmp(data + i, "/UDP", 4) == 0)
			break;
	for (i += 4; i < len && isspace((unsigned char)data[i]); i++)
		;
	for (; i < len && data[i] != ':' && data[i] != ';' && data[i] != '\n'; i++)
		if (data[i] == '[')
			while (i < len && data[i] != ']')
				i++;
	if (i < len && data[i] == ':')
		for (i++; i < len && isdigit((unsigned char)data[i]) && port < 65536; i++)
			port = port * 10 + data[i] - '0';
	return port > 0 && port < 65536 ? port : 5060;
}

/* Its Call-ID: an answer that has another is to an older message. */
static char call_id[512];
static void call_id_find(void)
{
	const char *at = strcasestr(data, "\ncall-id");
	size_t n;

	if (!at)
		at = strcasestr(data, "\ni:");
	call_id[0] = '\0';
	if (!at || !(at = strchr(at, ':')))
		return;
	at += 1 + strspn(at + 1, " \t\r\n");
	n = strcspn(at, " \t\r\n");
	snprintf(call_id, sizeof(call_id), "%.*s", (int)n, at);
}

static struct sockaddr_in address(const char *host, int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((unsigned short)port) };

	if (inet_pton(AF_INET, host, &a.sin_addr) != 1) {
		fprintf(stderr, "sip-send: %s is no address\n", host);
		exit(2);
	}
	return a;
}

static void send_one(const char *from, const struct sockaddr_in *to, int wait_ms, const char *file)
{
	FILE *f = fopen(file, "r");
	size_t len = f ? fread(data, 1, sizeof(data) - 1, f) : 0;
	struct sockaddr_in local = address(from, via_port(len));
	int fd = socket(AF_INET, SOCK_DGRAM, 0), one = 1, answers = 0;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char answer[65536];
	ssize_t n;

	if (f)
		fclose(f);
	data[len] = '\0';
	call_id_find();
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, (struct sockaddr *)&local, sizeof(local)) < 0 ||
	    sendto(fd, data, len, 0, (const struct sockaddr *)to, sizeof(*to)) < 0) {
		perror(file);
		exit(1);
	}
	printf("%s", strrchr(file, '/') ? strrchr(file, '/') + 1 : file);
	while (poll(&p, 1, wait_ms) > 0) {
		n = recv(fd, answer, sizeof(answer) - 1, 0);
		answer[n > 0 ? n : 0] = '\0';
		if (n < 12 || strncmp(answer, "SIP/2.0 ", 8) != 0 || !strstr(answer, call_id))
			continue;
		printf(" %.3s", answer + 8);
		answers++;
	}
	printf("%s\n", answers ? "" : " -");
	close(fd);
}

int main(int argc, char **argv)
{
	struct sockaddr_in to;
	int i;

	if (argc < 6) {
		fprintf(stderr, "Usage: sip-send FROM TO PORT WAIT_MS FILE...\n");
		return 2;
	}
	to = address(argv[2], atoi(argv[3]));
	for (i = 5; i < argc; i++)
		send_one(argv[1], &to, atoi(argv[4]), argv[i]);
	return 0;
}
