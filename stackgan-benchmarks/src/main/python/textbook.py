"""The textbook's iterations and drawing in PyTorch itself: python3 textbook.py; prints a line of JSON for each work.

The recipe, sizes and batches are those of Textbook.java: the PyTorch release's, gf 128, df 64, two residual blocks.
"""
import json
import time

import torch
import torch.nn.functional as F
from torch import nn

GF, DF, RESIDUALS, CONDITION, EMBEDDING, NOISE = 128, 64, 2, 128, 1024, 100
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def block(*layers):
    return nn.Sequential(*layers)


def conv(i, o, kernel=3, stride=1, padding=1, bias=False):
    return nn.Conv2d(i, o, kernel, stride, padding, bias=bias)


def up(i, o):
    return block(nn.Upsample(scale_factor=2, mode="nearest"), conv(i, o), nn.BatchNorm2d(o), nn.ReLU(True))


class Augmentation(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(EMBEDDING, 2 * CONDITION)

    def forward(self, text, eps):
        x = F.relu(self.fc(text))
        mean, log_variance = x[:, :CONDITION], x[:, CONDITION:]
        return mean + (0.5 * log_variance).exp() * eps, mean, log_variance


def tile(vector, side):
    return vector[:, :, None, None].expand(-1, -1, side, side)


class Stage1(nn.Module):
    def __init__(self):
        super().__init__()
        self.augment = Augmentation()
        widest = 8 * GF
        self.fc = block(
            nn.Linear(NOISE + CONDITION, widest * 16, bias=False), nn.BatchNorm1d(widest * 16), nn.ReLU(True))
        self.up = block(*[up(widest >> i, widest >> (i + 1)) for i in range(4)])
        self.image = conv(GF // 2, 3)

    def forward(self, text, z, eps):
        c, mean, log_variance = self.augment(text, eps)
        x = self.fc(torch.cat([z, c], 1)).view(-1, 8 * GF, 4, 4)
        return torch.tanh(self.image(self.up(x))), mean, log_variance


class Residual(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.block = block(conv(c, c), nn.BatchNorm2d(c), nn.ReLU(True), conv(c, c), nn.BatchNorm2d(c))

    def forward(self, x):
        return F.relu(x + self.block(x))


class Stage2(nn.Module):
    def __init__(self):
        super().__init__()
        self.augment = Augmentation()
        self.encoder = block(
            conv(3, GF), nn.ReLU(True),
            conv(GF, 2 * GF, 4, 2), nn.BatchNorm2d(2 * GF), nn.ReLU(True),
            conv(2 * GF, 4 * GF, 4, 2), nn.BatchNorm2d(4 * GF), nn.ReLU(True))
        self.joint = block(conv(4 * GF + CONDITION, 4 * GF), nn.BatchNorm2d(4 * GF), nn.ReLU(True))
        self.residual = block(*[Residual(4 * GF) for _ in range(RESIDUALS)])
        self.up = block(*[up(4 * GF >> i, 4 * GF >> (i + 1)) for i in range(4)])
        self.image = conv(GF // 4, 3)

    def forward(self, small, text, eps):
        c, mean, log_variance = self.augment(text, eps)
        x = self.joint(torch.cat([self.encoder(small), tile(c, 16)], 1))
        return torch.tanh(self.image(self.up(self.residual(x)))), mean, log_variance


class Discriminator(nn.Module):
    def __init__(self, stage):
        super().__init__()
        layers, channels, halvings = [conv(3, DF, 4, 2), nn.LeakyReLU(0.2, True)], DF, 4 if stage == 1 else 6
        for _ in range(halvings - 1):
            layers += [conv(channels, 2 * channels, 4, 2), nn.BatchNorm2d(2 * channels), nn.LeakyReLU(0.2, True)]
            channels *= 2
        for _ in range(halvings - 4):
            layers += [conv(channels, channels // 2), nn.BatchNorm2d(channels // 2), nn.LeakyReLU(0.2, True)]
            channels //= 2
        self.features = block(*layers)
        self.head = block(
            conv(channels + CONDITION, channels), nn.BatchNorm2d(channels), nn.LeakyReLU(0.2, True),
            conv(channels, 1, 4, 1, 0, True))
        self.unconditional = conv(channels, 1, 4, 1, 0, True) if stage == 2 else None

    def conditional(self, features, c):
        return self.head(torch.cat([features, tile(c, 4)], 1)).view(-1)


def against(logits, value):
    logits = logits.reshape(-1)
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, value))


def synchronize():
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def measure(name, step, runs=30, warm_up=8):
    for _ in range(warm_up):
        step()
    synchronize()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        step()
        synchronize()
        times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    print(json.dumps({"work": name, "median": round(times[runs // 2], 2), "fastest": round(times[0], 2)}), flush=True)


def iteration(stage, batch, precision):
    g1, g2, d = Stage1().to(DEVICE), Stage2().to(DEVICE), Discriminator(stage).to(DEVICE)
    learner = g1 if stage == 1 else g2
    adam_g = torch.optim.Adam(learner.parameters(), 2e-4, (0.5, 0.999))
    adam_d = torch.optim.Adam(d.parameters(), 2e-4, (0.5, 0.999))
    side = 64 if stage == 1 else 256
    images = torch.randn(batch, 3, side, side, device=DEVICE).tanh()
    text, z, eps = (torch.randn(batch, n, device=DEVICE) for n in (EMBEDDING, NOISE, CONDITION))

    def mixed():
        return torch.autocast(DEVICE, torch.bfloat16, enabled=precision == "bf16")

    def step():
        with mixed():
            if stage == 1:
                fake, mean, log_variance = g1(text, z, eps)
            else:
                with torch.no_grad():
                    small = g1(text, z, eps)[0]
                fake, mean, log_variance = g2(small, text, eps)
            c = mean.detach()
            adam_d.zero_grad()
            real, copied = d.features(images), d.features(fake.detach())
            terms = [against(d.conditional(real, c), 1.0), against(d.conditional(real[:-1], c[1:]), 0.0),
                     against(d.conditional(copied, c), 0.0)]
            if stage == 1:
                loss = terms[0] + 0.5 * (terms[1] + terms[2])
            else:
                loss = 0.5 * (terms[0] + against(d.unconditional(real), 1.0)) + (
                    terms[1] + terms[2] + against(d.unconditional(copied), 0.0)) / 3
        loss.backward()
        adam_d.step()
        with mixed():
            adam_g.zero_grad()
            answers = d.features(fake)
            loss = against(d.conditional(answers, c), 1.0)
            if stage == 2:
                loss = loss + against(d.unconditional(answers), 1.0)
            kl = -0.5 * torch.mean(1 + log_variance - mean * mean - log_variance.exp())
        (loss + 2 * kl).backward()
        adam_g.step()
        loss.item()

    measure(f"Stage-{'I' * stage} iteration, batch {batch}, {precision}", step)


def drawing(batch):
    g1, g2 = Stage1().to(DEVICE).eval(), Stage2().to(DEVICE).eval()
    text, z, eps = (torch.randn(batch, n, device=DEVICE) for n in (EMBEDDING, NOISE, CONDITION))

    def step():
        with torch.no_grad():
            g2(g1(text, z, eps)[0], text, eps)[0].cpu()

    measure(f"embedding to 256x256, batch {batch}, fp32", step)


if __name__ == "__main__":
    print(torch.__version__, torch.cuda.get_device_name(0) if DEVICE == "cuda" else "CPU", flush=True)
    for wanted in ("fp32", "bf16"):
        iteration(1, 16, wanted)
        iteration(2, 4, wanted)
    drawing(1)
    drawing(16)
