import torch
import torch.nn as nn

torch.manual_seed(0)
netG = nn.Sequential(
    nn.ConvTranspose2d(10, 16, 4, 1, 0, bias=False), nn.BatchNorm2d(16), nn.ReLU(True),
    nn.ConvTranspose2d(16, 1, 4, 2, 1, bias=False), nn.Tanh(),
)  # fmt: skip
netD = nn.Sequential(nn.Conv2d(1, 16, 4, 2, 1), nn.LeakyReLU(0.2, inplace=True), nn.Conv2d(16, 1, 4), nn.Sigmoid())


def weights_init(m):
    if m.__class__.__name__.find("Conv") != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.02)


print(netG.apply(weights_init), netD.apply(weights_init))
criterion = nn.BCELoss()
optimizers = [torch.optim.Adam(net.parameters(), lr=0.0002, betas=(0.5, 0.999)) for net in (netD, netG)]
real = torch.rand(16, 1, 8, 8) * 2 - 1
for _ in range(5):
    netD.zero_grad()
    label = torch.full((16,), 1.0, dtype=torch.float)
    on_real = criterion(netD(real).view(-1), label)
    on_real.backward()
    fake = netG(torch.randn(16, 10, 1, 1))
    label.fill_(0.0)
    on_fake = criterion(netD(fake.detach()).view(-1), label)
    on_fake.backward()
    optimizers[0].step()
    netG.zero_grad()
    label.fill_(1.0)
    generator = criterion(netD(fake).view(-1), label)
    generator.backward()
    optimizers[1].step()
    print(f"Loss_D: {(on_real + on_fake).item():.4f} Loss_G: {generator.item():.4f}")
